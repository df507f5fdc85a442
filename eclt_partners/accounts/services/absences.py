"""How does somebody say who stands in while a person is away?

Mails follow by themselves: the outbox asks the database who reads what is owed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from eclt_partners.accounts.emails import STANDING_IN
from eclt_partners.accounts.models import Absence, User
from eclt_partners.accounts.rules.standing_in import may_stand_in, needed_of
from eclt_partners.accounts.selectors import actor_of_user, people_looked_after
from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actor import Actor
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.notifications.services import Recipient, queue
from eclt_partners.notifications.services.following import owe_who_is_back

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class AbsenceFields:
    """When somebody is away, and who stands in."""

    stand_in: User
    from_on: date
    until_on: date


@transaction.atomic
def set_away(
    *, actor: Actor, now: datetime, person: User, fields: AbsenceFields
) -> Absence:
    """Say when a person is away and who stands in; the stand-in hears of it by mail.

    Args:
        actor: the person, or who may say it for people of a country.
        now: the present moment, aware.
        person: who is away.
        fields: the days, and who stands in.

    Raises:
        NotPermitted: it is not the actor's to say.
        InvalidInput: days that are over or overlap, a stand-in who is away too, or who
            may not do what the mails ask for.
    """
    may_say_for(actor, person)
    people = _lock(person.pk, fields.stand_in.pk)
    person, stand_in = people[person.pk], people[fields.stand_in.pk]
    _check_days(fields, today=_today_of(person, now=now))
    absence = Absence(
        person=person,
        stand_in=stand_in,
        from_on=fields.from_on,
        until_on=fields.until_on,
        created_at=now,
        created_by=actor.key,
    )
    check_constraints(absence)
    _check_stand_in(absence)
    absence.save()
    _note("accounts.absence.set", absence, actor=actor, now=now)
    _tell(absence, now=now)
    return absence


@transaction.atomic
def take_back_absence(*, actor: Actor, now: datetime, absence: Absence) -> Absence:
    """Say that a person is not away after all, or back earlier; again changes nothing.

    Raises:
        NotPermitted: it is not the actor's to say.
    """
    may_say_for(actor, absence.person)
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    if absence.taken_back_at is None:
        _take_back(absence, actor=actor, now=now)
    return absence


def end_what_no_longer_holds(*, actor: Actor, now: datetime, person: User) -> int:
    """Take back the times away whose stand-in can no longer do the same everywhere.

    The person stands in and lost a right, or is away and got one. To be called in the
    transaction of what changed the person's account or roles.

    Returns:
        How many times away lost their stand-in.
    """
    ended = 0
    today = _today_of(person, now=now)
    rows = Absence.objects.not_over(today).filter(Q(stand_in=person) | Q(person=person))
    for absence in rows.select_for_update(of=("self",)):
        needed = needed_of(absence.person.roles.all())
        if not may_stand_in(actor_of_user(absence.stand_in), needed):
            _take_back(absence, actor=actor, now=now)
            ended += 1
    return ended


def may_say_for(actor: Actor, person: User) -> None:
    """Refuse all but the person and who may say it for people of the country.

    Raises:
        NotPermitted: neither of them.
    """
    if not people_looked_after(actor).filter(pk=person.pk).exists():
        raise NotPermitted("this person's days are somebody else's to say")


def _lock(*people: int) -> dict[int, User]:
    """Lock both people in one order: two entries cannot make a chain of each other."""
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=people)
    return {user.pk: user for user in rows.order_by("pk")}


def _check_days(fields: AbsenceFields, *, today: date) -> None:
    if fields.until_on < today:
        raise InvalidInput({"until_on": _("The last day must be today or later")})
    if (fields.until_on - fields.from_on).days > LONGEST_DAYS:
        raise InvalidInput(
            {
                "until_on": _(
                    "For more than a year, give the partnerships to somebody else"
                )
            }
        )


def _check_stand_in(absence: Absence) -> None:
    needed = needed_of(absence.person.roles.all())
    if not may_stand_in(actor_of_user(absence.stand_in), needed):
        raise InvalidInput(
            {"stand_in": _("Choose somebody who may do the same in the same places")}
        )
    same_days = Absence.objects.standing().filter(
        from_on__lte=absence.until_on, until_on__gte=absence.from_on
    )
    if same_days.filter(person=absence.stand_in).exists():
        raise InvalidInput({"stand_in": _("This person is away in these days too")})
    if same_days.filter(stand_in=absence.person).exists():
        raise InvalidInput(
            {
                "from_on": _(
                    "The person stands in for somebody else in these days. Change that "
                    "first"
                )
            }
        )


def _today_of(person: User, *, now: datetime) -> date:
    return now.astimezone(ZoneInfo(person.time_zone)).date()


def _take_back(absence: Absence, *, actor: Actor, now: datetime) -> None:
    absence.taken_back_at, absence.taken_back_by = now, actor.key
    absence.save(update_fields=["taken_back_at", "taken_back_by"])
    owe_who_is_back(f"user:{absence.person_id}", now=now)
    _note("accounts.absence.taken_back", absence, actor=actor, now=now)


def _note(verb: str, absence: Absence, *, actor: Actor, now: datetime) -> None:
    audit.record(
        verb,
        actor=actor,
        subject=absence,
        now=now,
        place=Place(),
        facts={
            "person": absence.person_id,
            "stand_in": absence.stand_in_id,
            "from": absence.from_on.isoformat(),
            "until": absence.until_on.isoformat(),
        },
    )


def _tell(absence: Absence, *, now: datetime) -> None:
    reader = absence.stand_in
    queue(
        now=now,
        letter=STANDING_IN,
        facts={"absence": absence.pk},
        recipient=Recipient(
            f"user:{reader.pk}", reader.email, reader.language, reader.time_zone
        ),
        dedupe_key=f"{STANDING_IN}:{absence.pk}",
    )
