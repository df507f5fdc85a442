"""How is a check after the end answered: by the partner, or by staff who asked it?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from eclt_partners.common.words import plain_date
from eclt_partners.lifecycle.access import require_at
from eclt_partners.lifecycle.choices import Lasts
from eclt_partners.lifecycle.rules.lasting import MEANING
from eclt_partners.lifecycle.selectors.checks import functions_asked, people_to_ask
from partners.choices import CheckState, HowKnown
from partners.models import (
    AfterCheck,
    AfterCheckItem,
    AfterCheckReport,
    Contact,
    Function,
)
from partners.rules.sustained import held_from
from partners.services.after_reminders import stop_after_reminders


@dataclass(frozen=True, slots=True)
class ItemGiven:
    """What somebody says of one function; `how_known` is None when it is not known."""

    function: Function
    lasts: Lasts
    how_known: HowKnown | None


@dataclass(frozen=True, slots=True)
class ClosingWords:
    """What somebody says beside the functions; `in_touch` None = not known."""

    leads_now: str = ""
    pays_now: str = ""
    changed: str = ""
    differently: str = ""
    in_touch: bool | None = None


@transaction.atomic
def answer_check(
    *,
    actor: Actor,
    now: datetime,
    check: AfterCheck,
    items: Sequence[ItemGiven],
    words: ClosingWords,
    told_by: Contact | None = None,
) -> AfterCheck:
    """Answer a check once; its reminders are taken back with it (rulings 19).

    Args:
        actor: the person of the partner whom we ask, or a person of the foundation
            who asked by phone or looked on a visit.
        now: the moment, aware.
        check: as the caller saw it.
        items: one for each function that was to go on.
        words: the closing questions.
        told_by: who of the partner told it to the person of the foundation; None when
            that person saw it, or the partner writes.

    Raises:
        NotPermitted: no right here, or another person of the partner is asked.
        IllegalTransition: it is answered or left out already.
        InvalidInput: too early, a function is missing, or nobody says how it is known.
    """
    require_at(actor, Action.ANSWER_REVIEW, check.partnership)
    _require_voice(actor, check, told_by)
    check = _locked(check)
    # Meanwhile another person may be asked.
    _require_voice(actor, check, told_by)
    today = check.partnership.country.today(now=now)
    _check_day(check, today)
    _check_items(check, items)
    _keep_words(check, words, actor=actor, now=now, told_by=told_by)
    AfterCheckItem.objects.bulk_create(_row(check, item) for item in items)
    check.state, check.settled_on = CheckState.DONE, today
    check.save(update_fields=["state", "settled_on"])
    stop_after_reminders(check.pk)
    audit.record(
        "lifecycle.check.answered",
        actor=actor,
        subject=check,
        now=now,
        place=Place(check.partnership.country_id, check.partnership_id),
        facts={"month": check.month, "told_by": told_by.pk if told_by else None},
    )
    return check


def _require_voice(actor: Actor, check: AfterCheck, told_by: Contact | None) -> None:
    """A link speaks for its own person only; staff for people of this partnership."""
    if actor.kind is ActorKind.LINK:
        if told_by is not None or check.contact_id != actor.contact_id:
            raise NotPermitted("another person of the partner is asked")
    elif told_by is not None and told_by not in people_to_ask(check.partnership):
        raise InvalidInput({"told_by": _("Choose a person of the partner")})


def _locked(check: AfterCheck) -> AfterCheck:
    rows = AfterCheck.objects.select_for_update(of=("self",))
    found = rows.select_related("partnership__country").get(pk=check.pk)
    if found.state != CheckState.SCHEDULED:
        raise IllegalTransition(found.state, CheckState.DONE)
    return found


def _check_day(check: AfterCheck, today: date) -> None:
    first = held_from(check.due_on)
    if today < first:
        text = _("This check can be answered from %(day)s on")
        raise InvalidInput({"": text % {"day": plain_date(first)}})


def _check_items(check: AfterCheck, items: Sequence[ItemGiven]) -> None:
    asked = {function.pk for function in functions_asked(check.partnership)}
    if sorted(item.function.pk for item in items) != sorted(asked):
        text = _("The plan was changed meanwhile. Load this page again")
        raise InvalidInput({"": text})
    for item in items:
        if MEANING[item.lasts].is_known and item.how_known is None:
            text = _("%(what)s: choose how you know it")
            name = f"how_{item.function.pk}"
            raise InvalidInput({name: text % {"what": item.function.name}})


def _keep_words(
    check: AfterCheck,
    words: ClosingWords,
    *,
    actor: Actor,
    now: datetime,
    told_by: Contact | None,
) -> None:
    AfterCheckReport.objects.create(
        check_of=check,
        leads_now=words.leads_now.strip(),
        pays_now=words.pays_now.strip(),
        changed=words.changed.strip(),
        differently=words.differently.strip(),
        in_touch=words.in_touch,
        entered_at=now,
        entered_by=actor.key,
        entered_for=f"contact:{told_by.pk}" if told_by else "",
    )


def _row(check: AfterCheck, item: ItemGiven) -> AfterCheckItem:
    meaning = MEANING[item.lasts]
    return AfterCheckItem(
        check_of=check,
        function=item.function,
        value=meaning.value,
        has_grown=meaning.has_grown,
        is_changed=meaning.is_changed,
        is_stopped_on_purpose=meaning.is_stopped_on_purpose,
        how_known=item.how_known or "",
    )
