"""What do both sides note of their talk, and what does each note for itself?"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from agreements.choices import RenegotiationState
from agreements.models import EarlierTalk, PrivateNote, Renegotiation
from agreements.selectors.speakers import Speaker, is_lead, speaker_of
from agreements.services.steps import go, locked, note, require_at, today_of
from agreements.services.waiting import stop_waiting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind
from eclt_partners.common.errors import (
    IllegalTransition,
    InvalidInput,
    NotPermitted,
    StaleObject,
)
from partners.models import PartnershipParty, Talk

UNCONFIRMED = {
    "foundation_confirmed_at": None,
    "foundation_confirmed_by": "",
    "partner_confirmed_at": None,
    "partner_confirmed_by": "",
    "partner_confirmed_for": "",
}
SAID = ("held_on", "people", "language", "agreed_note")


@dataclass(frozen=True, slots=True)
class TableTalk:
    """What is written down of a talk about a change (methods E3.2)."""

    held_on: date
    people: str
    language: str
    agreed_note: str


@transaction.atomic
def record_talk(
    *, actor: Actor, now: datetime, renegotiation: Renegotiation, talk: TableTalk
) -> Talk:
    """Write down the talk, another one, or the same in other words.

    The record before stays readable with what was confirmed of it; the new one is
    confirmed anew. Saving the same again changes nothing.

    Args:
        actor: either side, or the neutral helper.
        now: the moment, aware.
        renegotiation: an open one.
        talk: the day, who took part and the agreed note.

    Raises:
        NotPermitted: no right here.
        IllegalTransition: the renegotiation is over.
        InvalidInput: a line is missing, or the day is not over.
    """
    require_at(actor, Action.PROPOSE_CHANGE, renegotiation.agreement)
    renegotiation = locked(renegotiation)
    speaker = speaker_of(actor, renegotiation.agreement)
    if not renegotiation.is_open:
        raise IllegalTransition(renegotiation.state, RenegotiationState.TALKING)
    _check_talk(talk, today=today_of(renegotiation, now=now))
    stored = renegotiation.talk or Talk(
        partnership=renegotiation.agreement.partnership,
        created_at=now,
        created_by=actor.key,
    )
    if not _write(stored, talk, renegotiation, actor=actor, now=now):
        return stored
    if renegotiation.talk_id is None:
        renegotiation.talk = stored
        renegotiation.save(update_fields=["talk"])
    stop_waiting(renegotiation.pk)
    note("agreements.talk.recorded", renegotiation, speaker=speaker, now=now)
    if renegotiation.state == RenegotiationState.RAISED:
        go(renegotiation, RenegotiationState.TALKING, speaker=speaker, now=now)
    return stored


@transaction.atomic
def confirm_talk(
    *,
    actor: Actor,
    now: datetime,
    renegotiation: Renegotiation,
    for_party: PartnershipParty | None = None,
    seen: str = "",
) -> Talk:
    """Say for one side that the record is right; saying so again changes nothing.

    Args:
        actor: a lead of the side.
        now: the moment, aware.
        renegotiation: one whose talk is recorded.
        for_party: the partner for whom a person of the foundation enters it.
        seen: the mark of the record that the page showed; "" for none.

    Raises:
        NotPermitted: not a lead of the side.
        IllegalTransition: no talk is recorded.
        StaleObject: the record says something else than was read.
    """
    require_at(actor, Action.CONFIRM_RECORD, renegotiation.agreement)
    renegotiation = locked(renegotiation)
    speaker = speaker_of(actor, renegotiation.agreement, for_party=for_party)
    stored = renegotiation.talk
    if stored is None:
        raise IllegalTransition(renegotiation.state, RenegotiationState.TALKING)
    if not (speaker.is_entered or _confirms(speaker, renegotiation)):
        raise NotPermitted("only a lead confirms the record of a talk")
    if _is_confirmed(stored, speaker):
        return stored
    if seen and seen != stored.mark:
        raise StaleObject("the record of the talk was changed")
    _store_confirmation(stored, speaker, now=now)
    note("agreements.talk.confirmed", renegotiation, speaker=speaker, now=now)
    return stored


@transaction.atomic
def write_private_note(
    *, actor: Actor, now: datetime, renegotiation: Renegotiation, text: str
) -> PrivateNote:
    """Keep a note that only the own side can ever read (methods E3.2).

    The audit says that a note was written, never what. Pressing the button again
    writes the same words once.

    Raises:
        NotPermitted: no right here; directors and helpers write none.
        InvalidInput: nothing was typed.
    """
    require_at(actor, Action.PRIVATE_NOTES, renegotiation.agreement)
    speaker = speaker_of(actor, renegotiation.agreement)
    if not text.strip():
        raise InvalidInput({"text": _("Write the note")})
    renegotiation = locked(renegotiation)
    words = text.strip()
    own = PrivateNote.objects.filter(
        renegotiation=renegotiation, party=speaker.party, written_by=actor.key
    )
    latest = own.first()
    if latest is not None and latest.text == words:
        return latest
    written = PrivateNote.objects.create(
        renegotiation=renegotiation,
        party=speaker.party,
        text=words,
        written_at=now,
        written_by=actor.key,
    )
    note("agreements.note.written", renegotiation, speaker=speaker, now=now)
    return written


def _write(
    stored: Talk,
    talk: TableTalk,
    renegotiation: Renegotiation,
    *,
    actor: Actor,
    now: datetime,
) -> bool:
    """Write the record, and keep the one before; False when it says the same."""
    values = (
        talk.held_on,
        talk.people.strip(),
        talk.language.strip(),
        talk.agreed_note.strip(),
    )
    if stored.pk is not None:
        if values == tuple(getattr(stored, name) for name in SAID):
            return False
        EarlierTalk.objects.create(
            renegotiation=renegotiation,
            replaced_at=now,
            replaced_by=actor.key,
            **{name: getattr(stored, name) for name in (*SAID, *UNCONFIRMED)},
        )
    for name, value in (*zip(SAID, values, strict=True), *UNCONFIRMED.items()):
        setattr(stored, name, value)
    stored.save()
    return True


def _check_talk(talk: TableTalk, *, today: date) -> None:
    problems = {}
    if not talk.people.strip():
        problems["people"] = _("Write who took part, from both sides")
    if not talk.agreed_note.strip():
        problems["agreed_note"] = _("Write what both sides agreed to note")
    if talk.held_on > today:
        problems["held_on"] = _("The day of the talk cannot be in the future")
    if problems:
        raise InvalidInput(problems)


def _confirms(speaker: Speaker, renegotiation: Renegotiation) -> bool:
    """Let leads confirm; for the foundation whoever manages the country as well."""
    if is_lead(speaker, renegotiation.agreement):
        return True
    place = renegotiation.agreement.partnership
    return speaker.actor.kind is ActorKind.USER and speaker.actor.may(
        Action.SIGN_STANDARD, country=place.country_id, partnership=place.pk
    )


def _is_confirmed(stored: Talk, speaker: Speaker) -> bool:
    if speaker.party is None:
        return stored.foundation_confirmed_at is not None
    return stored.partner_confirmed_at is not None


def _store_confirmation(stored: Talk, speaker: Speaker, *, now: datetime) -> None:
    side = "foundation" if speaker.party is None else "partner"
    setattr(stored, f"{side}_confirmed_at", now)
    setattr(stored, f"{side}_confirmed_by", speaker.actor.key)
    fields = [f"{side}_confirmed_at", f"{side}_confirmed_by"]
    if speaker.is_entered:
        stored.partner_confirmed_for = f"party:{speaker.party_id}"
        fields.append("partner_confirmed_for")
    stored.save(update_fields=fields)
