"""Days of reviews as calendar files."""

from datetime import date, timedelta

from icalendar import Calendar

from reviews.calendars import (
    CalendarDay,
    answers_due,
    averages_seen,
    calendar_file,
    feed_of,
)
from reviews.choices import ReviewState
from reviews.models import Review
from tests.reviews.factories import make_review

URL = "https://site.example/reviews/1/"
DAY = CalendarDay(
    uid="a@example.org", on=date(2026, 12, 7), summary="Answers due: Nyali", url=URL
)


def events(text: str) -> list:
    calendar = Calendar.from_ical(text)
    found = list(calendar.walk("VEVENT"))
    assert [each.errors for each in found] == [[] for _each in found]
    return found


def test_a_day_is_an_entry_for_the_whole_day_with_a_bell_before(now) -> None:
    (event,) = events(calendar_file([DAY], now=now))
    assert event["dtstart"].dt == date(2026, 12, 7)
    assert event["dtend"].dt == date(2026, 12, 8)
    assert str(event["summary"]) == "Answers due: Nyali"
    (bell,) = event.walk("VALARM")
    assert bell["trigger"].dt == timedelta(days=-1)


def test_a_moved_review_keeps_its_entry_and_raises_its_number(cast, now) -> None:
    review = make_review(cast, now=now)
    before = answers_due(review, url=URL)
    review.calendar_number = 2
    after = answers_due(review, url=URL)
    assert before.uid == after.uid
    assert (before.sequence, after.sequence) == (1, 2)


def test_the_day_of_the_averages_has_an_entry_of_its_own(cast, now) -> None:
    review = make_review(cast, now=now)
    day = averages_seen(review, date(2026, 12, 23), url=URL)
    assert day.uid != answers_due(review, url=URL).uid
    assert "Both sides see the answers" in day.summary


def test_a_feed_says_how_often_to_ask_again(now) -> None:
    text = calendar_file([DAY], now=now, name="Reviews")
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in text.replace("\r\n ", "")
    assert "METHOD:PUBLISH" in text


def test_a_feed_holds_what_the_person_answers_or_leads(cast, now) -> None:
    review = make_review(cast, now=now)
    found = {
        who: len(events(feed_of(cast.actor(who), now=now)))
        for who in ("amina", "brian", "chloe", "dan")
    }
    assert found == {"amina": 1, "brian": 0, "chloe": 0, "dan": 0}
    Review.objects.filter(pk=review.pk).update(
        state=ReviewState.CANCELLED, cancel_reason="x"
    )
    assert events(feed_of(cast.actor("amina"), now=now)) == []


def test_who_left_the_country_keeps_no_feed_of_it(cast, now) -> None:
    make_review(cast, now=now)
    cast.amina.roles.all().delete()
    assert events(feed_of(cast.actor("amina"), now=now)) == []
