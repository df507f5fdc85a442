"""What do the mails of the ladder say, word for word?"""

from datetime import timedelta

import pytest
import time_machine
from icalendar import Calendar

from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import compose_mail
from partners.models import Contact, Partnership
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.services.planning import advance_reviews
from reviews.services.reminders import plan_reminders
from tests.mails.foot import without_foot
from tests.mails.sample import as_sent, parsed
from tests.reviews.emails.reading import calendar_of, html_of, text_of
from tests.reviews.factories import answer_side, fresh, make_review
from tests.reviews.ladder import MONTH_LATE, keys, offset

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("planned_review", "foundation"),
]

INVITATION = """\
Dear Gift,

Our two organisations each answer a few short questions about how we work together. \
Your answers help us keep what works and fix what does not.

Partnership: Nyali Trust
Country: Malawi
What we ask: 10 questions
Answer by: 18 Feb 2027
Time needed: About 12 minutes; you can stop and go on later
Your link works until: 18 Apr 2027

Answer now:
LINK

Nobody in the other organisation sees your name. Fewer than 5 people answer for your \
side, so the others could still guess who said what. No decision about money is made \
from a score alone.

You can also answer by phone or on paper: ask Amina, amina@example.org.

--
ECLT Foundation
Questions? Write to Amina: amina@example.org
You get this mail because you were asked to answer.
"""
OVERDUE = """\
Dear Brian,

This partnership has not taken stock in time. Silence is also information.

Please call before 19 Apr 2027.

Partnership: Nyali Trust
Country: Malawi
Answers were due: 18 Feb 2027
Last review completed: none yet
Missing: both sides
Time needed: About 10 minutes

See what is missing:
LINK

You can hold the talk by phone, ask the neutral helper, or cancel the review with a \
reason. It cannot be moved any more.

If nothing happens by 19 Apr 2027, the director and the neutral helper will be told.

--
ECLT Foundation
Questions? Write to Amina: amina@example.org
You get this mail because you manage this country.
"""


@pytest.fixture
def mail(cast, mail_at):
    """The mail of a person on the day of a step, at noon."""

    def on_day(days: int, name: str):
        moment = offset(days, 10)
        with time_machine.travel(moment, tick=False):
            advance_reviews(now=moment)
            return mail_at(moment, keys(cast, name)[0])

    return on_day


SUBJECTS = [
    (-30, "amina", "Take stock by 18 Feb 2027: Nyali Trust, who answers?"),
    (-30, "gift", "Take stock by 18 Feb 2027: Nyali Trust, who answers?"),
    (-14, "gift", "Time to take stock: Nyali Trust, 10 questions by 18 Feb 2027"),
    (-3, "gift", "By 18 Feb 2027: 10 questions about Nyali Trust"),
    (0, "gift", "Due today: 10 questions about Nyali Trust"),
    (1, "gift", "Just past the date: 10 questions about Nyali Trust"),
    (7, "gift", "Still open: 10 questions about Nyali Trust"),
    (14, "amina", "0 of 2 people have answered: Nyali Trust"),
    (MONTH_LATE, "brian", "Overdue since 18 Feb 2027: Nyali Trust has not taken stock"),
    (60, "dan", "Decide: Nyali Trust is two months late (due 18 Feb 2027)"),
    (60, "eve", "Decide: Nyali Trust is two months late (due 18 Feb 2027)"),
    (90, "dan", "Out of date: what we know about Nyali Trust (due 18 Feb 2027)"),
]


@pytest.mark.parametrize(("days", "name", "subject"), SUBJECTS)
def test_each_step_has_its_subject(mail, days, name, subject):
    written = mail(days, name)
    assert written["Subject"] == subject
    assert 10 <= len(subject) <= 70


@pytest.mark.parametrize(("days", "name", "subject"), SUBJECTS)
def test_each_mail_is_in_order(mail, days, name, subject):
    written = mail(days, name)
    text, html = text_of(written), html_of(written)
    assert html.lang == "en-gb"
    assert html.title == subject
    assert len(html.buttons) == 1
    address = html.buttons[0].address
    assert address.startswith("http")
    assert address in text, "both parts lead to the same place"
    assert "[[link:" not in text + html.source
    assert written["Auto-Submitted"] == "auto-generated"
    assert written["References"].startswith("<review-")
    assert len(html.source.encode()) < 100_000
    assert html.bad_tags == []
    for fact in ("Nyali Trust", "Malawi", "18 Feb 2027"):
        assert fact in text
        assert fact in html.words


@pytest.mark.parametrize("days", [1, 7])
def test_past_the_date_the_mail_says_until_when_answers_count(mail, days):
    text = text_of(mail(days, "gift"))
    assert "Your answers were due on 18 Feb 2027. They still count until 5 Mar" in text
    assert "Answer by: 5 Mar 2027" in text
    assert text.count("by phone or on paper") == 1


@pytest.mark.parametrize(
    ("days", "name", "words"),
    [
        (7, "gift", "When to answer: As soon as you can"),
        (14, "amina", "Answers still count: for 16 days after the first answer"),
    ],
)
def test_a_mail_that_leaves_after_the_window_does_not_name_its_last_day(
    cast, days, name, words
):
    planned_at, written_at = offset(days, 10), offset(16, 10)
    with time_machine.travel(planned_at, tick=False):
        advance_reviews(now=planned_at)
        plan_reminders(now=planned_at)
        compose_mail(now=planned_at)
    message = Outgoing.objects.get(recipient_key=keys(cast, name)[0], state="queued")
    with time_machine.travel(written_at, tick=False):
        text = text_of(parsed(as_sent(message, message.language, now=written_at)))
    assert words in text
    assert "5 Mar" not in text


def test_the_invitation_reads_word_for_word(mail):
    written = mail(-14, "gift")
    link = html_of(written).buttons[0].address
    assert "/r/" in link
    text = without_foot(text_of(written))
    assert text.replace(link, "LINK") == INVITATION


def test_the_manager_reads_word_for_word(mail):
    written = mail(MONTH_LATE, "brian")
    link = html_of(written).buttons[0].address
    text = without_foot(text_of(written))
    assert text.replace(link, "LINK") == OVERDUE


@pytest.mark.parametrize(
    ("kind", "day"), [(ReviewKind.TALK, "none yet"), (ReviewKind.FULL, "23 Nov 2026")]
)
def test_a_talk_on_one_topic_is_no_review_that_took_stock(
    mail, cast, planned_review, kind, day
):
    make_review(cast, kind=ReviewKind.TALK, state=ReviewState.COMPLETED)
    Review.objects.filter(state=ReviewState.COMPLETED).update(kind=kind)
    written = mail(MONTH_LATE, "brian")
    assert f"Last review completed: {day}" in text_of(written)


def test_people_who_sign_in_are_led_to_the_page(mail, planned_review):
    link = html_of(mail(-14, "amina")).buttons[0].address
    assert link.endswith(f"/reviews/{planned_review.pk}/")


def test_the_due_day_comes_as_a_calendar_file(mail, planned_review):
    written = mail(-14, "gift")
    part = calendar_of(written)
    assert part.get_param("method") == "PUBLISH"
    raw = part.get_payload(decode=True)
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    event = Calendar.from_ical(raw).walk("VEVENT")[0]
    assert str(event["uid"]) == f"review-{planned_review.pk}@example.org"
    assert event["dtstart"].dt.isoformat() == "2027-02-18"
    assert event["sequence"] == 1
    assert str(event["url"]) == html_of(written).buttons[0].address


def test_a_moved_day_keeps_its_uid_and_raises_the_sequence(mail, planned_review):
    first = calendar_of(mail(-14, "gift")).get_payload(decode=True)
    due_on = planned_review.due_on + timedelta(days=14)
    Review.objects.update(due_on=due_on, round=2, calendar_number=2)
    second = calendar_of(mail(-7, "gift")).get_payload(decode=True)
    one, two = (Calendar.from_ical(raw).walk("VEVENT")[0] for raw in (first, second))
    assert one["uid"] == two["uid"]
    assert (one["sequence"], two["sequence"]) == (1, 2)


def test_reminders_and_escalations_carry_no_calendar(mail):
    assert calendar_of(mail(-3, "gift")) is None
    assert calendar_of(mail(MONTH_LATE, "brian")) is None


def test_a_long_name_is_cut_in_the_subject_only(mail, cast):
    name = "The very long name of a national federation of tobacco growers"
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(name=name)
    written = mail(-14, "gift")
    assert len(written["Subject"]) <= 70
    assert "by 18 Feb 2027" in written["Subject"]
    assert f"Partnership: {name}" in text_of(written)


def test_a_line_break_in_a_name_cannot_add_a_header(mail, cast):
    Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(
        name="Nyali\r\nBcc: all@example.org"
    )
    written = mail(-14, "gift")
    assert written["Bcc"] is None


def test_a_name_is_never_read_as_markup(mail, cast):
    Contact.objects.filter(pk=cast.gift.pk).update(name="<b>Gift</b>")
    written = mail(-14, "gift")
    assert "<b>Gift" not in html_of(written).source
    assert text_of(written).startswith("Dear <b>Gift</b>,")


def test_dates_and_language_are_the_readers(mail, cast):
    Contact.objects.filter(pk=cast.gift.pk).update(language="fr")
    written = mail(-14, "gift")
    assert html_of(written).lang == "fr"


def test_leads_hear_which_side_is_missing_and_never_who(mail, cast, planned_review):
    advance_reviews(now=offset(-14))
    answer_side(fresh(planned_review), None, 4, now=offset(-10))
    written = mail(14, "amina")
    assert written["Subject"] == "1 of 2 has answered: Nyali Trust"
    assert "Missing: the partner's side" in text_of(written)
    assert "Gift" not in text_of(written)


def test_after_closing_the_manager_hears_that_the_talk_is_missing(
    mail, cast, planned_review
):
    advance_reviews(now=offset(-14))
    answer_side(fresh(planned_review), None, 4, now=offset(-10))
    answer_side(fresh(planned_review), cast.malawi_party, 4, now=offset(-9))
    written = mail(MONTH_LATE, "brian")
    assert "Missing: the talk of both sides" in text_of(written)


def test_the_lead_asks_the_foundation_not_herself(mail):
    text = text_of(mail(-14, "amina"))
    assert "Questions? Write to ECLT Foundation: partnerships@example.org" in text
