"""One example of every mail that agreements write, made as the product makes them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from agreements.choices import PromiseStep
from agreements.models import CommitmentInstance, RenegotiationStep
from agreements.services.anchors import store_anchor
from agreements.services.lapsing import lapse_overdue, note_lapse
from agreements.services.promise_reminders import plan_promise_reminders
from agreements.services.promise_steps import take_step
from agreements.services.reminders import plan_reminders
from agreements.services.table_links import send_table_link
from agreements.services.waiting import plan_waiting
from eclt_partners.notifications.models import Outgoing
from eclt_partners.notifications.services import compose_mail
from tests.agreements.drafts import PAY, REPORT, register
from tests.agreements.emails import steps_taken as steps
from tests.agreements.emails.test_turn_texts import CHANGES, NEW, Turn
from tests.agreements.table import gift, raised
from tests.cast import NOW, Cast
from tests.mails.sample import Made, Maker, Sample

DAY = date(2027, 6, 16)
THEN = datetime(2027, 6, 16, 10, 0, tzinfo=UTC)
NEXT_DAY = THEN + timedelta(days=1)
EARLY = datetime(2027, 10, 1, 10, 0, tzinfo=UTC)
LAST_MONTH = datetime(2027, 11, 30, 10, 0, tzinfo=UTC)
LAPSED = NOW + timedelta(days=120)


def _ending(who: str, now: datetime = EARLY) -> Maker:
    def make(cast: Cast) -> Made:
        register(cast, NOW, effective_to=date(2027, 12, 30))
        plan_reminders(now=now)
        compose_mail(now=now)
        return Outgoing.objects.get(recipient_key__startswith=who), now

    return make


def _promise(cast: Cast) -> CommitmentInstance:
    register(cast, NOW, promises=[replace(PAY, due_on=DAY), REPORT])
    return CommitmentInstance.objects.select_related(
        "commitment__version__agreement__partnership"
    ).get(commitment__code="F1")


def _promise_due(cast: Cast) -> Made:
    _promise(cast)
    plan_promise_reminders(now=THEN)
    compose_mail(now=THEN)
    return Outgoing.objects.get(letter="promise.due"), THEN


def _promise_confirm(cast: Cast) -> Made:
    instance = _promise(cast)
    step = PromiseStep.KEPT
    take_step(actor=cast.actor("amina"), now=THEN, instance=instance, step=step)
    plan_promise_reminders(now=NEXT_DAY)
    compose_mail(now=NEXT_DAY)
    return Outgoing.objects.get(letter="promise.confirm"), NEXT_DAY


def _anchor(cast: Cast) -> Made:
    register(cast, NOW)
    store_anchor(now=NOW)
    return Outgoing.objects.filter(letter="agreements.anchor")[0], NOW


def _lapsed(cast: Cast) -> Made:
    raised(cast)
    lapse_overdue(now=LAPSED)
    return Outgoing.objects.get(letter="agreements.lapsed"), LAPSED


def _noted(cast: Cast) -> Made:
    table = raised(cast)
    lapse_overdue(now=LAPSED)
    dan = cast.actor("dan")
    note_lapse(actor=dan, now=LAPSED, renegotiation=table, text="Too early")
    step = table.steps.last()
    key = f"contact:{cast.gift.pk}"
    return Outgoing.objects.get(facts__step=step.pk, recipient_key=key), LAPSED


def _link(cast: Cast) -> Made:
    send_table_link(actor=gift(cast), now=NOW, renegotiation=raised(cast))
    return Outgoing.objects.get(letter="agreements.link"), NOW


def _waiting(who: str) -> Maker:
    def make(cast: Cast) -> Made:
        if who == "user:":
            raised(cast)
        else:
            steps.counter(cast)
        later = NOW + timedelta(days=8)
        plan_waiting(now=later)
        compose_mail(now=later)
        found = Outgoing.objects.filter(letter="agreements.waiting")
        return found.get(recipient_key__startswith=who), later

    return make


def _turn(said: Turn) -> Maker:
    def make(cast: Cast) -> Made:
        said.take(cast)
        step = RenegotiationStep.objects.filter(state=said.state).latest("pk")
        return Outgoing.objects.get(
            letter="agreements.turn",
            facts__step=step.pk,
            recipient_key__startswith=said.reader,
        ), NOW

    return make


# What only tells asks for nothing.
TELLS = {"SIGNED", "DECLINED", "WITHDRAWN", "PARKED", "LAPSED"}


def _turns(said: dict[str, Turn], about: str) -> list[Sample]:
    return [
        Sample(
            "agreements.turn",
            _turn(turn),
            f"{about} {name}",
            asks=turn.state not in TELLS and "own side" not in name,
        )
        for name, turn in said.items()
    ]


SAMPLES = [
    Sample("agreement.ending", _ending("user:"), may_be_left=True),
    Sample("agreement.ending", _ending("contact:"), "partner", may_be_left=True),
    Sample("agreement.ending", _ending("user:", LAST_MONTH), "last month"),
    Sample("promise.due", _promise_due),
    Sample("promise.confirm", _promise_confirm),
    Sample("agreements.anchor", _anchor, asks=False, names_partnership=False),
    Sample("agreements.lapsed", _lapsed),
    Sample("agreements.turn", _noted, "noted", asks=False),
    Sample("agreements.link", _link, asks=False),
    Sample("agreements.waiting", _waiting("user:")),
    Sample("agreements.waiting", _waiting("contact:"), "partner"),
    *_turns(CHANGES, "change"),
    *_turns(NEW, "new"),
]
