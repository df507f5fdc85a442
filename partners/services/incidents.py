"""How is a danger reported, and how does the safeguarding lead deal with it?

Nothing of it reaches other people: the audit entries carry no partnership, their
subject has no text, and the mails name neither people nor what happened.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, ActorKind, require
from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.states import check_transition
from partners.choices import EventKind, IncidentState, IncidentWish, Side
from partners.models import Event, Incident, IncidentNote, Partnership
from partners.rules.incidents import NEXT, OPEN
from partners.services.incident_mails import tell_of_incident, tell_of_wish_to_speak

NOTE_MAX = 4000


@transaction.atomic
def report_incident(
    *,
    actor: Actor,
    now: datetime,
    partnership: Partnership,
    wish: IncidentWish | None,
    note: str = "",
) -> Incident:
    """Tell the safeguarding lead that somebody may be in danger.

    The lead gets a mail at once; without a lead in the country, administrators and
    directors hear that one is needed. Reporting again while the first report is new
    adds to it: who saw something may still ask to speak, and the lead hears so. When
    the lead is just closing that one, it is a report of its own.

    Args:
        actor: who reports: somebody of the foundation, or a person of the partner.
        now: when, aware.
        partnership: where it was seen.
        wish: what the person saw or wants; None when only words are added, which asks
            to speak where no report is new.
        note: in the person's own words; may be empty.

    Raises:
        NotPermitted: the person has nothing to do with the partnership.
        InvalidInput: the note is too long.
    """
    require(
        actor,
        Action.REPORT_DANGER,
        country=partnership.country_id,
        partnership=partnership.pk,
    )
    new = IncidentState.NEW
    own = {"partnership": partnership, "reported_by": actor.key, "state": new}
    first_wish = wish or IncidentWish.SPEAK
    said = {"wish": first_wish, "side": _side_of(actor), "reported_at": now}
    # Whoever closes it holds it: the database looks at its state again after that.
    incident, is_new = Incident.objects.select_for_update().filter(**own).first(), False
    if incident is None:
        incident, is_new = Incident.objects.get_or_create(**own, defaults=said)
    _write_note(incident, note, actor=actor, now=now)
    if is_new:
        _record("reported", incident, actor=actor, now=now)
        tell_of_incident(incident, now=now)
    elif wish == IncidentWish.SPEAK and incident.wish != wish:
        _raise_wish(incident, actor=actor, now=now)
    return incident


@transaction.atomic
def add_note(
    *, actor: Actor, now: datetime, incident: Incident, note: str
) -> IncidentNote:
    """Write down what became known.

    Raises:
        NotPermitted: only the safeguarding lead of the country may.
        InvalidInput: the note is empty or too long.
    """
    locked = _locked(actor, incident)
    written = _write_note(locked, _needed(note), actor=actor, now=now)
    _record("noted", locked, actor=actor, now=now)
    return written


@transaction.atomic
def note_contact(*, actor: Actor, now: datetime, incident: Incident) -> Incident:
    """Note that contact with the reporting person is made.

    Raises:
        NotPermitted: only the safeguarding lead of the country may.
        IllegalTransition: contact was made already, or the incident is over.
    """
    locked = _locked(actor, incident)
    check_transition(NEXT, IncidentState(locked.state), IncidentState.IN_CONTACT)
    locked.state = IncidentState.IN_CONTACT
    locked.contacted_at = now
    locked.save(update_fields=["state", "contacted_at"])
    _record("contacted", locked, actor=actor, now=now)
    return locked


@transaction.atomic
def rate_serious(*, actor: Actor, now: datetime, incident: Incident) -> Incident:
    """Rate an open incident serious; the partnership turns red (rule R5).

    Raises:
        NotPermitted: only the safeguarding lead of the country may.
        InvalidInput: the incident is over.
    """
    locked = _locked(actor, incident)
    if locked.state not in OPEN:
        raise InvalidInput({"step": _("This is over already.")})
    if locked.serious_on is None:
        locked.serious_on = locked.partnership.country.today(now=now)
        locked.save(update_fields=["serious_on"])
        _record("rated", locked, actor=actor, now=now)
    return locked


@transaction.atomic
def confirm_safe(
    *, actor: Actor, now: datetime, incident: Incident, safe_on: date
) -> Incident:
    """Confirm that everybody is safe; a full review follows 30 days later.

    Args:
        actor: the safeguarding lead.
        now: when, aware.
        incident: an open incident.
        safe_on: since when; between the day of the report and today.

    Raises:
        NotPermitted: only the safeguarding lead of the country may.
        IllegalTransition: the incident is over.
        InvalidInput: a day that cannot be.
    """
    locked = _locked(actor, incident)
    country = locked.partnership.country
    today = country.today(now=now)
    if not country.today(now=locked.reported_at) <= safe_on <= today:
        raise InvalidInput({"safe_on": _("The day lies between the report and today.")})
    _end(locked, IncidentState.SAFE, safe_on)
    # The review it asks for is due 30 days after this day (methods D3).
    Event.objects.create(
        partnership=locked.partnership,
        kind=EventKind.SAFEGUARDING,
        happened_on=safe_on,
        reported_on=today,
        reported_by=actor.key,
        side=Side.FOUNDATION,
    )
    _record("confirmed_safe", locked, actor=actor, now=now)
    return locked


@transaction.atomic
def close_without_danger(
    *, actor: Actor, now: datetime, incident: Incident, note: str
) -> Incident:
    """Close an incident that turned out to be none; nothing follows from it.

    Raises:
        NotPermitted: only the safeguarding lead of the country may.
        IllegalTransition: the incident is over.
        InvalidInput: no reason is given.
    """
    locked = _locked(actor, incident)
    _write_note(locked, _needed(note), actor=actor, now=now)
    _end(locked, IncidentState.NO_DANGER, locked.partnership.country.today(now=now))
    _record("closed", locked, actor=actor, now=now)
    return locked


def _locked(actor: Actor, incident: Incident) -> Incident:
    locked = (
        Incident.objects.select_for_update(of=("self",))
        .select_related("partnership__country")
        .get(pk=incident.pk)
    )
    country = locked.partnership.country_id
    require(actor, Action.SEE_INCIDENTS, country=country)
    return locked


def _end(locked: Incident, state: IncidentState, on: date) -> None:
    check_transition(NEXT, IncidentState(locked.state), state)
    locked.state = state
    locked.ended_on = on
    locked.save(update_fields=["state", "ended_on"])


def _needed(note: str) -> str:
    if not note.strip():
        raise InvalidInput({"note": _("Write what you know.")})
    return note


def _write_note(
    incident: Incident, note: str, *, actor: Actor, now: datetime
) -> IncidentNote:
    text = note.strip()
    if len(text) > NOTE_MAX:
        raise InvalidInput({"note": _("The text must be 4,000 characters or less.")})
    latest = incident.notes.last()
    if latest is not None and (latest.text, latest.written_by) == (text, actor.key):
        return latest
    written = IncidentNote(
        incident=incident, text=text, written_at=now, written_by=actor.key
    )
    if text:
        written.save()
    return written


def _raise_wish(incident: Incident, *, actor: Actor, now: datetime) -> None:
    """Note that who saw something asks to speak as well, and tell the lead."""
    incident.wish = IncidentWish.SPEAK
    incident.save(update_fields=["wish"])
    _record("asked_to_speak", incident, actor=actor, now=now)
    tell_of_wish_to_speak(incident, now=now)


def _side_of(actor: Actor) -> Side:
    return Side.PARTNER if actor.kind is ActorKind.LINK else Side.FOUNDATION


def _record(
    step: str,
    incident: Incident,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """Write what was done; for the country's dashboard only once others may know."""
    is_known = incident.serious_on is not None or step == "confirmed_safe"
    audit.record(
        f"partners.incident.{step}",
        actor=actor,
        subject=incident,
        now=now,
        place=Place(country=incident.partnership.country_id if is_known else ""),
    )
