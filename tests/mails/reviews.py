"""One example of every mail that reviews write, made as the product makes them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from eclt_partners.common.actor import SYSTEM
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import compose_mail
from partners.choices import Stage
from partners.models import Partnership
from reviews.choices import ReviewKind, ReviewState, SnoozeReason
from reviews.models import Review
from reviews.services.confirmations import ask_to_confirm
from reviews.services.home_links import send_home_link
from reviews.services.new_links import send_new_links
from reviews.services.planning import (
    advance_reviews,
    cancel_review,
    mark_seat_left,
)
from reviews.services.reminders import ask_now, plan_reminders
from reviews.services.snoozes import object_to_snooze, snooze_review
from tests.cast import NOW, Cast
from tests.mails.sample import Made, Maker, Sample, as_sent
from tests.reviews.factories import (
    answer_all,
    answer_side,
    link_actor,
    make_review,
    seat_of_person,
)
from tests.reviews.ladder import DUE, MONTH_LATE, keys, offset

SECRET = "The supervisor hit a boy at the barn"


def _planned(cast: Cast, kind: ReviewKind = ReviewKind.FULL) -> Review:
    """A planned review in Malawi, and nothing in Uganda that could owe a mail."""
    Partnership.objects.filter(pk=cast.uganda_partnership.pk).update(
        stage=Stage.CONCLUDED
    )
    return make_review(cast, state=ReviewState.SCHEDULED, due_on=DUE, kind=kind)


def _step(days: int, name: str, kind: ReviewKind = ReviewKind.FULL) -> Maker:
    """The mail of one step of the ladder."""

    def make(cast: Cast) -> Made:
        _planned(cast, kind)
        moment = offset(days, 10)
        if kind == ReviewKind.FULL:
            advance_reviews(now=moment)
        return _waiting_for(keys(cast, name)[0], moment)

    return make


def _waiting_for(key: str, now: datetime) -> Made:
    plan_reminders(now=now)
    compose_mail(now=now)
    return Outgoing.objects.get(recipient_key=key, state="queued"), now


def _moved(name: str) -> Maker:
    def make(cast: Cast) -> Made:
        review = _calm(_planned(cast))
        snooze_review(
            actor=cast.actor("amina"),
            now=NOW,
            review=review,
            to_on=DUE + timedelta(days=14),
            reason=SnoozeReason.HARVEST,
        )
        key = keys(cast, name)[0]
        return Outgoing.objects.get(letter="review.moved", recipient_key=key), NOW

    return make


def _calm(review: Review) -> Review:
    """Put the partnership at a stage without agreement: nothing is red."""
    Partnership.objects.filter(pk=review.partnership_id).update(stage=Stage.SHAPING)
    return Review.objects.get(pk=review.pk)


def _with_file(cast: Cast) -> Review:
    """A review whose day Amina, Gift and Brian, who answers too, have from us."""
    review = _calm(_planned(cast))
    review.panelists.create(user=cast.brian)
    for days in (-30, -14):
        advance_reviews(now=offset(days))
        plan_reminders(now=offset(days, 10))
        compose_mail(now=offset(days, 10))
        for message in Outgoing.objects.filter(state="queued"):
            as_sent(message, "en-gb", now=offset(days, 10))
        Outgoing.objects.filter(state="claimed").update(state="dot")
    return Review.objects.get(pk=review.pk)


def _new_day(cast: Cast) -> Made:
    snooze_review(
        actor=cast.actor("amina"),
        now=offset(-13),
        review=_with_file(cast),
        to_on=DUE + timedelta(days=14),
        reason=SnoozeReason.HARVEST,
    )
    found = Outgoing.objects.filter(letter="review.new_day")
    return found.get(to_address=cast.brian.email), offset(-13)


def _back_day(cast: Cast) -> Made:
    message, _at = _new_day(cast)
    review = Review.objects.get(pk=message.facts["review"])
    object_to_snooze(
        actor=link_actor(cast.gift, cast.malawi_partnership, "REVIEW"),
        now=offset(-12),
        review=review,
    )
    found = Outgoing.objects.filter(
        letter="review.new_day", to_address=message.to_address
    )
    return found.latest("pk"), offset(-12)


def _no_day(who: str, happens: Callable[[Cast, Review], object]) -> Maker:
    def make(cast: Cast) -> Made:
        happens(cast, _with_file(cast))
        address = getattr(cast, who).email
        found = Outgoing.objects.filter(letter="review.no_day", to_address=address)
        return found.get(), offset(-10)

    return make


def _brian_answers(cast: Cast, review: Review) -> None:
    answer_all(seat_of_person(review, cast.brian), now=offset(-10))


def _all_answer(cast: Cast, review: Review) -> None:
    answer_side(review, None, 4, now=offset(-10))
    answer_side(review, cast.malawi_party, 4, now=offset(-10))


def _brian_leaves(cast: Cast, review: Review) -> None:
    seat = seat_of_person(review, cast.brian)
    mark_seat_left(actor=cast.actor("amina"), now=offset(-10), panelist=seat)


def _is_cancelled(cast: Cast, review: Review) -> None:
    cancel_review(actor=SYSTEM, now=offset(-10), review=review, reason=SECRET)


def _confirm(cast: Cast) -> Made:
    review = make_review(cast, state=ReviewState.TALK_HELD)
    ask_to_confirm(actor=cast.actor("amina"), now=NOW, review=review)
    return Outgoing.objects.get(letter="review.confirm"), NOW


def _new_link(cast: Cast) -> Made:
    ask_now(actor=cast.actor("amina"), now=NOW, review=_open(cast))
    invitation = Outgoing.objects.get(to_address=cast.gift.email)
    as_sent(invitation, "en-gb", now=NOW)
    send_new_links(now=NOW, email=cast.gift.email)
    return Outgoing.objects.filter(letter="link.new").latest("pk"), NOW


def _open(cast: Cast) -> Review:
    return make_review(cast)


def _home(cast: Cast) -> Made:
    send_home_link(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        contact=cast.gift,
    )
    return Outgoing.objects.get(letter="link.home"), NOW


TALK = ReviewKind.TALK
SAMPLES = [
    Sample("review.heads_up", _step(-30, "gift")),
    Sample("review.heads_up", _step(-30, "amina"), "foundation"),
    Sample("review.heads_up", _step(-30, "gift", TALK), "talk"),
    Sample("review.invitation", _step(-14, "gift")),
    Sample("review.invitation", _step(-14, "amina"), "foundation"),
    Sample("review.short_reminder", _step(-3, "gift")),
    Sample("review.due_today", _step(0, "gift")),
    Sample("review.due_today", _step(1, "gift"), "day-after"),
    Sample("review.due_today", _step(0, "amina"), "foundation"),
    Sample("review.late", _step(7, "gift")),
    Sample("review.leads_count", _step(14, "gift")),
    Sample("review.leads_count", _step(14, "amina"), "foundation"),
    Sample("review.overdue", _step(MONTH_LATE, "brian")),
    Sample("review.decide", _step(60, "dan")),
    Sample("review.decide", _step(60, "eve"), "helper"),
    Sample("review.out_of_date", _step(90, "dan")),
    Sample("review.confirm", _confirm),
    Sample("review.new_day", _new_day, asks=False),
    Sample("review.new_day", _back_day, "objected", asks=False),
    Sample("review.no_day", _no_day("brian", _brian_answers), "answered", asks=False),
    Sample("review.no_day", _no_day("gift", _all_answer), "closed", asks=False),
    Sample("review.no_day", _no_day("brian", _brian_leaves), "left", asks=False),
    Sample("review.no_day", _no_day("gift", _is_cancelled), "cancelled", asks=False),
    Sample("review.moved", _moved("gift")),
    Sample("link.new", _new_link, asks=False),
    Sample("link.home", _home, asks=False),
]
