"""What do mails about links say, and how do reminders read in a digest?"""

import re
from datetime import datetime, time, timedelta

import pytest
from django.db.models import Q

from eclt_partners.accounts.models import PartnerLink
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services import cancel_reminders, compose_mail
from partners.models import Partnership
from reviews.choices import ReviewKind, ReviewState
from reviews.emails import leads
from reviews.emails.links import confirm_record, new_link
from reviews.emails.raters import invitation
from reviews.emails.rows import row
from reviews.models import Review
from reviews.services.confirmations import ask_to_confirm
from reviews.services.new_links import send_new_links
from reviews.services.planning import advance_reviews
from reviews.services.reminders import ask_now, plan_reminders
from tests.cast import NOW
from tests.mails.foot import without_foot
from tests.reviews.coalitions import planned_for_three, second_lead
from tests.reviews.emails.conftest import written
from tests.reviews.factories import make_review
from tests.reviews.ladder import DUE, MONTH_LATE, keys, offset

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("foundation")]

NEW_LINK = """\
Dear Gift,

You asked for a new link. It is only for you.

Partnership: Nyali Trust
Country: Malawi
Your link works until: DAY

Open the review:
LINK

You did not ask? Then you need to do nothing.

--
ECLT Foundation
Questions? Write to Amina: amina@example.org
You get this mail because somebody entered your address.
"""


@pytest.fixture
def asked(cast, only_malawi):
    """Everybody of an open review was asked, so that Gift has a link."""
    review = make_review(cast)
    ask_now(actor=cast.actor("amina"), now=NOW, review=review)
    message = Outgoing.objects.get(recipient_key=keys(cast, "gift")[0])
    written(message, now=NOW)
    return review


def test_a_new_link_reads_word_for_word(cast, asked):
    send_new_links(now=NOW, email="gift@partner.example")
    message = Outgoing.objects.get(letter="link.new")
    link = PartnerLink.objects.get()
    letter = new_link(message, now=NOW)
    assert letter.subject == "Your new link: Nyali Trust"
    # The link ends as the sixtieth day after the day begins.
    last = asked.due_on + timedelta(days=59)
    text = NEW_LINK.replace("DAY", f"{last.day} {last:%b %Y}")
    assert without_foot(letter.text) == text.replace("LINK", f"[[link:{link.pk}]]")


def test_every_mail_names_the_same_last_day_of_a_link_on_which_it_still_opens(
    cast, asked
):
    message = Outgoing.objects.get(recipient_key=keys(cast, "gift")[0])
    first = invitation(message, now=NOW).text
    send_new_links(now=NOW, email="gift@partner.example")
    again = new_link(Outgoing.objects.get(letter="link.new"), now=NOW).text
    days = [
        re.search(r"Your link works until: (.+)", text)[1] for text in (first, again)
    ]
    link = PartnerLink.objects.get()
    last = link.last_day(asked.partnership.country)
    assert days == [plain_date(last)] * 2
    noon = datetime.combine(last, time(12), tzinfo=asked.partnership.country.zone)
    assert link.holds(now=noon)
    assert not link.holds(now=noon + timedelta(days=1))


def test_without_a_lead_a_link_mail_names_the_foundation(cast, asked):
    Partnership.objects.filter(pk=asked.partnership_id).update(foundation_lead=None)
    send_new_links(now=NOW, email="gift@partner.example")
    text = new_link(Outgoing.objects.get(letter="link.new"), now=NOW).text
    assert "Questions? Write to ECLT Foundation: partnerships@example.org" in text


def test_a_revoked_link_is_not_mailed(cast, asked):
    send_new_links(now=NOW, email="gift@partner.example")
    PartnerLink.objects.update(revoked_at=NOW)
    with pytest.raises(NothingToSayError):
        new_link(Outgoing.objects.get(letter="link.new"), now=NOW)


def test_the_partner_is_asked_whether_the_record_is_fair(cast, only_malawi):
    review = make_review(cast, state=ReviewState.TALK_HELD)
    ask_to_confirm(actor=cast.actor("amina"), now=NOW, review=review)
    letter = confirm_record(Outgoing.objects.get(letter="review.confirm"), now=NOW)
    assert letter.subject == "Is this a fair record? Our talk about Nyali Trust"
    assert "Read the record:\n[[link:" in letter.text
    assert "say whether it is a fair record" in letter.text


def test_everybody_gets_the_same_link_in_every_mail(cast, asked):
    first = PartnerLink.objects.get().token_hash
    ask_now(actor=cast.actor("amina"), now=NOW + timedelta(days=1), review=asked)
    message = Outgoing.objects.filter(recipient_key=keys(cast, "gift")[0]).first()
    written(message, now=NOW + timedelta(days=1))
    assert PartnerLink.objects.get().token_hash == first


def test_who_is_asked_after_the_date_reads_until_when_answers_count(cast, only_malawi):
    review = make_review(cast)
    late = NOW + timedelta(days=(review.due_on - NOW.date()).days + 3)
    ask_now(actor=cast.actor("amina"), now=late, review=review)

    message = Outgoing.objects.get(recipient_key=keys(cast, "gift")[0])
    letter = invitation(message, now=late)

    assert letter.subject == "Time to take stock: Nyali Trust, 10 questions"
    assert "Our two organisations each answer a few short questions" in letter.text
    assert "They still count until" in letter.text
    assert "Nobody in the other organisation sees your name." in letter.text
    assert letter.calendar == ""


def test_a_stored_body_holds_no_token(cast, asked):
    message = Outgoing.objects.get(recipient_key=keys(cast, "gift")[0])
    assert "[[link:" in message.text_body
    assert "/r/" not in message.text_body + message.html_body + message.calendar


def test_a_reminder_that_was_taken_back_says_nothing(cast, asked):
    Reminder.objects.update(state="CANCELLED")
    message = Outgoing.objects.get(recipient_key=keys(cast, "gift")[0])
    with pytest.raises(NothingToSayError):
        invitation(message, now=NOW)


ROWS = [
    (-30, "amina", "Nyali Trust, Malawi: check who answers by 18 Feb 2027", True),
    (-14, "gift", "Nyali Trust, Malawi: answer 10 questions by 18 Feb 2027", False),
    (
        7,
        "gift",
        "Nyali Trust, Malawi: answer 10 questions, overdue since 18 Feb 2027",
        False,
    ),
    (MONTH_LATE, "brian", "Nyali Trust, Malawi: overdue since 18 Feb 2027", False),
    (60, "eve", "Nyali Trust, Malawi: two months late, due 18 Feb 2027", False),
    (90, "dan", "Nyali Trust, Malawi: three months late, due 18 Feb 2027", False),
]


@pytest.mark.parametrize(("days", "name", "words", "without_seat"), ROWS)
def test_each_step_has_its_row(cast, planned_review, days, name, words, without_seat):
    plan_reminders(now=offset(days, 10))
    if without_seat:
        planned_review.panelists.filter(user=cast.amina).update(left_at=NOW)
    reminder = Reminder.objects.get(
        recipient_key=keys(cast, name)[0], state="PLANNED", subject_id=planned_review.pk
    )
    line = row(reminder, now=offset(days, 10))
    assert line.text == words
    assert line.due_on == DUE


def test_a_topic_talk_asks_for_a_talk_only(cast, only_malawi):
    make_review(cast, state=ReviewState.SCHEDULED, kind=ReviewKind.TALK, due_on=DUE)
    advance_reviews(now=offset(-14))
    plan_reminders(now=offset(0))
    talk = Review.objects.get(kind=ReviewKind.TALK)
    # The full review of that day would share the message.
    cancel_reminders(~Q(subject_id=talk.pk), why="not asked here")
    reminder = Reminder.objects.get(
        subject_id=talk.pk, recipient_key=keys(cast, "amina")[0], state="PLANNED"
    )
    assert row(reminder, now=offset(0)).text == (
        "Nyali Trust, Malawi: talk by 18 Feb 2027"
    )
    assert "overdue since 18 Feb 2027" in row(reminder, now=offset(1)).text
    message = message_of(reminder)
    for write in (leads.heads_up, leads.due_today, leads.leads_count):
        letter = write(message, now=offset(0))
        assert letter.subject == "Talk by 18 Feb 2027: Nyali Trust"
        assert "question" not in letter.text.replace("Questions?", "")


def message_of(reminder: Reminder) -> Outgoing:
    """Return the message that carries a reminder."""
    compose_mail(now=reminder.send_at)
    reminder.refresh_from_db()
    return reminder.outgoing


def test_the_mails_of_a_coalition_speak_of_all_its_partners(cast, only_malawi):
    review, _second = planned_for_three(cast, second_lead(cast))
    ask_now(actor=cast.actor("amina"), now=NOW, review=review)
    message = Outgoing.objects.get(recipient_key=keys(cast, "gift")[0])

    asked, ahead = (
        write(message, now=NOW).text for write in (invitation, leads.heads_up)
    )

    assert "Our organisations each answer a few short questions" in asked
    assert "Nobody in another organisation sees your name." in asked
    assert "All of our organisations will soon take stock" in ahead
    assert "one to five of each partner answer." in ahead
