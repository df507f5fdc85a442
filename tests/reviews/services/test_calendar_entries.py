"""Do calendars keep the right day when a review is answered, moved or cancelled?

The files are read with a second parser and put into a calendar that knows events by
their UID and believes the highest number, as RFC 5546 says.
"""

from datetime import date, timedelta
from email.message import EmailMessage

import pytest
import vobject
from django.db import IntegrityError, transaction

from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.common.actor import SYSTEM
from eclt_partners.common.words import plain_date
from eclt_partners.notifications.letters import NothingToSayError
from eclt_partners.notifications.models import CalendarFile, Outgoing
from partners.choices import Stage
from partners.models import Partnership
from reviews.calendars import feed_of
from reviews.choices import AnswerMode, ReviewState, SnoozeReason
from reviews.models import Review, ReviewSide
from reviews.services.planning import (
    advance_reviews,
    cancel_review,
    mark_seat_left,
    schedule_review,
)
from reviews.services.snoozes import object_to_snooze, snooze_review
from tests.mails.sample import as_sent, parsed
from tests.reviews.emails.reading import calendar_of, html_of, text_of
from tests.reviews.factories import (
    answer_all,
    answer_side,
    fresh,
    link_actor,
    seat_of_person,
)
from tests.reviews.ladder import DUE, keys, offset

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("foundation", "planned_review"),
]
LATER = DUE + timedelta(days=14)


class Diary:
    """A calendar program: takes files and keeps one event for each UID."""

    def __init__(self) -> None:
        self.events: dict[str, tuple[int, date]] = {}
        self.gone: dict[str, int] = {}

    def take(self, mail: EmailMessage) -> None:
        part = calendar_of(mail)
        assert part is not None
        calendar = vobject.readOne(part.get_payload(decode=True).decode())
        assert calendar.method.value == part.get_param("method")
        event = calendar.vevent
        uid, number = event.uid.value, int(event.sequence.value)
        assert event.organizer.value == "mailto:partnerships@example.org"
        assert number > max(self.events.get(uid, (0,))[0], self.gone.get(uid, 0))
        if calendar.method.value == "CANCEL":
            assert event.status.value == "CANCELLED"
            assert not hasattr(event, "valarm")
            del self.events[uid]
            self.gone[uid] = number
        else:
            assert event.valarm.trigger.value == timedelta(days=-1)
            self.events[uid] = (number, event.dtstart.value)

    @property
    def days(self) -> list[date]:
        return [day for _number, day in self.events.values()]


@pytest.fixture
def review(planned_review) -> Review:
    """Everybody has the day in the calendar: it is a week before it."""
    Partnership.objects.filter(pk=planned_review.partnership_id).update(
        stage=Stage.SHAPING
    )
    return fresh(planned_review)


@pytest.fixture
def diaries(cast, review, mail_at) -> dict[str, Diary]:
    """What Amina, who leads, answers and has two mails, and Gift have so far."""
    found = {"amina": Diary(), "gift": Diary()}
    for name, diary in found.items():
        diary.take(mail_at(offset(-30, 10), keys(cast, name)[0]))
    leave()
    advance_reviews(now=offset(-14))
    return found


@pytest.fixture
def brian(cast, review) -> Diary:
    """Brian answers too and leads nothing."""
    review.panelists.create(user=cast.brian)
    return Diary()


def waiting(letter: str, key: str) -> Outgoing:
    return Outgoing.objects.filter(recipient_key=key).get(letter=letter, state="queued")


def sent(letter: str, key: str, days: int) -> EmailMessage:
    message = waiting(letter, key)
    mail = parsed(as_sent(message, message.language, now=offset(days)))
    leave()
    return mail


def letters_to(key: str) -> list[str]:
    kinds = ["review.moved", "review.new_day", "review.no_day"]
    found = Outgoing.objects.filter(recipient_key=key, letter__in=kinds)
    return sorted(found.values_list("letter", flat=True))


def leave() -> None:
    """Let the relay have whatever is rendered."""
    Outgoing.objects.filter(state="claimed").update(state="dot", dot_at=offset(-30))


def move(cast, review, to_on=LATER, days: int = -13) -> None:
    snooze_review(
        actor=cast.actor("amina"),
        now=offset(days),
        review=review,
        to_on=to_on,
        reason=SnoozeReason.HARVEST,
    )


def test_a_moved_day_moves_in_every_calendar(cast, review, diaries) -> None:
    move(cast, review)
    amina, gift = keys(cast, "amina", "gift")

    diaries["amina"].take(sent("review.new_day", amina, -13))
    diaries["gift"].take(sent("review.moved", gift, -13))

    assert [diary.days for diary in diaries.values()] == [[LATER], [LATER]]
    assert letters_to(gift) == ["review.moved"], "nobody is told twice"


def test_who_works_there_no_more_is_told_of_no_new_day(cast, review, diaries) -> None:
    RoleAssignment.objects.filter(user=cast.amina).update(country=cast.uganda)
    review.refresh_from_db()
    snooze_review(
        actor=cast.actor("brian"),
        now=offset(-13),
        review=review,
        to_on=LATER,
        reason=SnoozeReason.HARVEST,
    )
    assert letters_to(keys(cast, "amina")[0]) == []


def test_an_objection_moves_it_back_with_a_higher_number(cast, review, diaries) -> None:
    move(cast, review)
    amina, gift = keys(cast, "amina", "gift")
    diaries["gift"].take(sent("review.moved", gift, -13))

    object_to_snooze(
        actor=link_actor(cast.gift, cast.malawi_partnership, "REVIEW"),
        now=offset(-12),
        review=fresh(review),
    )

    diaries["gift"].take(sent("review.new_day", gift, -12))
    last = Outgoing.objects.filter(letter="review.new_day", recipient_key=amina)
    newest = last.latest("pk")
    told = parsed(as_sent(newest, "en-gb", now=offset(-12)))
    diaries["amina"].take(told)
    assert [diary.days for diary in diaries.values()] == [[DUE], [DUE]]
    assert told["Subject"].startswith("The earlier day counts again: ")
    assert "and the other side objected" in " ".join(text_of(told).split())


def test_a_day_brought_forward_moves_too(cast, planned_review, mail_at) -> None:
    diary, key = Diary(), keys(cast, "gift")[0]
    diary.take(mail_at(offset(-30, 10), key))
    leave()
    earlier = DUE - timedelta(days=7)
    schedule_review(
        actor=cast.actor("amina"),
        now=offset(-29),
        partnership=cast.malawi_partnership,
        kind="FULL",
        due_on=earlier,
    )
    diary.take(sent("review.new_day", key, -29))
    assert diary.days == [earlier]


def test_a_cancelled_review_leaves_every_calendar(cast, review, diaries) -> None:
    cancel_review(actor=SYSTEM, now=offset(-10), review=fresh(review), reason="Flood")
    for name, diary in diaries.items():
        mail = sent("review.no_day", keys(cast, name)[0], -10)
        assert mail["Subject"] == "Cancelled: our review, Nyali Trust"
        assert "Flood" not in text_of(mail)
        diary.take(mail)
        assert diary.days == []
    assert feed_of(cast.actor("amina"), now=offset(-10)).count("BEGIN:VEVENT") == 0


def test_who_has_answered_is_thanked_and_the_day_goes(
    cast, review, mail_at, brian
) -> None:
    key = keys(cast, "brian")[0]
    advance_reviews(now=offset(-14))
    brian.take(mail_at(offset(-14, 10), key))
    leave()

    answer_side(fresh(review), None, 4, now=offset(-10))

    mail = sent("review.no_day", key, -10)
    assert mail["Subject"] == "Thank you, your answers are in: Nyali Trust"
    brian.take(mail)
    assert brian.days == []


@pytest.mark.parametrize(("partner_gave", "days_to_talk"), [(4, 30), (1, 14)])
def test_who_leads_keeps_the_day_until_all_have_answered(
    cast, review, diaries, partner_gave, days_to_talk
) -> None:
    answer_side(fresh(review), None, 4, now=offset(-10))
    assert letters_to(keys(cast, "amina")[0]) == []
    assert "BEGIN:VEVENT" in feed_of(cast.actor("amina"), now=offset(-10))

    answer_side(fresh(review), cast.malawi_party, partner_gave, now=offset(-9))

    for name, diary in diaries.items():
        mail = sent("review.no_day", keys(cast, name)[0], -9)
        assert mail["Subject"] == "All have answered: our review, Nyali Trust"
        closed_on = cast.malawi.today(now=offset(-9))
        last_day = plain_date(closed_on + timedelta(days=days_to_talk))
        assert f"Talk by: {last_day}" in text_of(mail)
        diary.take(mail)
        assert diary.days == []


def test_who_is_asked_no_more_is_told(cast, review, mail_at, brian) -> None:
    key = keys(cast, "brian")[0]
    advance_reviews(now=offset(-14))
    brian.take(mail_at(offset(-14, 10), key))
    leave()
    seat = review.panelists.get(user=cast.brian)
    mark_seat_left(actor=cast.actor("amina"), now=offset(-9), panelist=seat)
    mail = sent("review.no_day", key, -9)
    assert mail["Subject"] == "You are no longer asked: our review, Nyali Trust"
    brian.take(mail)


def test_one_answer_together_takes_the_day_from_all(
    cast, review, mail_at, brian
) -> None:
    ReviewSide.objects.filter(review=review, party=None).update(
        mode=AnswerMode.TOGETHER
    )
    key = keys(cast, "brian")[0]
    advance_reviews(now=offset(-14))
    brian.take(mail_at(offset(-14, 10), key))
    leave()
    assert "BEGIN:VEVENT" in feed_of(cast.actor("brian"), now=offset(-12))

    answer_all(seat_of_person(fresh(review), cast.amina), now=offset(-10))

    assert letters_to(key) == ["review.no_day"]
    assert "BEGIN:VEVENT" not in feed_of(cast.actor("brian"), now=offset(-10))


def test_who_got_no_file_hears_nothing(cast, review) -> None:
    advance_reviews(now=offset(-14))
    move(cast, review)
    assert letters_to(keys(cast, "amina")[0]) == []


def test_a_file_that_never_left_is_not_taken_back(cast, review, mail_at) -> None:
    mail_at(offset(-30, 10), keys(cast, "amina")[0])
    Outgoing.objects.filter(state="claimed").update(state="failed", owner=None)
    cancel_review(actor=SYSTEM, now=offset(-10), review=fresh(review), reason="Flood")
    assert letters_to(keys(cast, "amina")[0]) == []


def test_a_day_that_is_past_stays(cast, review, diaries) -> None:
    cancel_review(actor=SYSTEM, now=offset(1), review=fresh(review), reason="Flood")
    assert not Outgoing.objects.filter(letter="review.no_day").exists()


def test_the_feed_and_the_mails_name_one_event(cast, review, diaries) -> None:
    move(cast, review)
    diaries["amina"].take(sent("review.new_day", keys(cast, "amina")[0], -13))
    event = vobject.readOne(feed_of(cast.actor("amina"), now=offset(-12))).vevent
    assert diaries["amina"].events == {
        event.uid.value: (int(event.sequence.value), event.dtstart.value)
    }


def test_a_move_that_was_followed_by_another_is_not_told(cast, review, diaries) -> None:
    move(cast, review, DUE + timedelta(days=7))
    first = waiting("review.new_day", keys(cast, "amina")[0])
    move(cast, fresh(review), LATER, days=-12)
    with pytest.raises(NothingToSayError):
        as_sent(first, "en-gb", now=offset(-12))


def test_the_files_open_by_the_rules_of_calendars(cast, review, diaries) -> None:
    move(cast, review)
    mail = sent("review.moved", keys(cast, "gift")[0], -13)
    part = calendar_of(mail)
    raw = part.get_payload(decode=True)
    assert part.get_filename() == "take-stock.ics"
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"DTSTART;VALUE=DATE:20270304" in raw
    event = vobject.readOne(raw.decode()).vevent
    assert event.url.value == html_of(mail).buttons[0].address
    assert event.dtstamp.value == offset(-13)


def test_the_file_that_takes_a_day_out_says_so_in_its_name(
    cast, review, diaries
) -> None:
    cancel_review(actor=SYSTEM, now=offset(-10), review=fresh(review), reason="Flood")
    mail = sent("review.no_day", keys(cast, "gift")[0], -10)
    assert calendar_of(mail).get_filename() == "take-stock-cancelled.ics"


def test_the_number_of_a_review_never_goes_back(review) -> None:
    Review.objects.filter(pk=review.pk).update(calendar_number=4)
    with pytest.raises(IntegrityError, match="only rises"), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(calendar_number=3)


def test_one_row_per_event_and_person(cast, review, diaries) -> None:
    move(cast, review)
    sent("review.moved", keys(cast, "gift")[0], -13)
    row = CalendarFile.objects.get(recipient_key=keys(cast, "gift")[0])
    assert (row.sequence, row.is_withdrawn) == (fresh(review).calendar_number, False)
    assert fresh(review).state == ReviewState.OPEN
