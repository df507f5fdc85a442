"""One example of every mail about people: away, out of reach, or not the right ones.

And of the mail that the outbox writes to its own journal.
"""

import dataclasses
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings

from agreements.services.reminders import plan_reminders as plan_endings
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services import issuing
from eclt_partners.accounts.services.absences import AbsenceFields, set_away
from eclt_partners.notifications.letters import WITNESS
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services import Recipient, compose_mail, queue
from eclt_partners.notifications.services.addresses import stop_address
from partners.services.contacts import ContactFields, change_contact
from partners.services.unreached_mails import tell_of_stopped_addresses
from reviews.services.not_me import say_not_me
from tests.agreements.drafts import register
from tests.cast import NOW, TODAY, Cast
from tests.lifecycle.world import open_check
from tests.mails.sample import Made, Maker, Sample
from tests.notifications.owing import owe
from tests.reviews.factories import make_review

ENDS = date(2027, 12, 30)
LATE = datetime(2027, 11, 30, 10, 0, tzinfo=NOW.tzinfo)


def _away(cast: Cast, *, now: datetime = NOW, first: date = TODAY) -> None:
    """Amina is away for a week and Brian stands in."""
    set_away(
        actor=cast.actor("amina"),
        now=now,
        person=cast.amina,
        fields=AbsenceFields(cast.brian, first, first + timedelta(days=7)),
    )


def _standing_in(cast: Cast) -> Made:
    _away(cast)
    return Outgoing.objects.get(letter="accounts.standing_in"), NOW


def _unreached(letter: str, address: str) -> Maker:
    def make(cast: Cast) -> Made:
        stop_address(address, now=NOW, kind="HARD", reply="no such user", by="system")
        tell_of_stopped_addresses(now=NOW)
        return Outgoing.objects.get(letter=letter), NOW

    return make


def _not_me(
    prepare: Callable[[Cast], object] = lambda cast: None, **named: str
) -> Maker:
    """Gift says so behind the link of a review."""

    def make(cast: Cast) -> Made:
        prepare(cast)
        review = make_review(cast)
        link = issuing.issue_link(
            now=NOW,
            contact_id=cast.gift.pk,
            partnership_id=review.partnership_id,
            country_id=review.partnership.country_id,
            purpose=LinkPurpose.REVIEW,
            subject_id=review.pk,
            expires_at=NOW + timedelta(days=30),
        )
        say_not_me(now=NOW, link=link, **named)
        return Outgoing.objects.get(letter="reviews.not_me"), NOW

    return make


def _ending(moment: datetime) -> Maker:
    """Brian reads what Amina is owed on an agreement that ends."""

    def make(cast: Cast) -> Made:
        register(cast, NOW, effective_to=ENDS)
        _away(cast, now=moment, first=moment.date())
        plan_endings(now=moment)
        compose_mail(now=moment)
        found = Outgoing.objects.filter(letter="agreement.ending")
        return found.get(to_address=cast.brian.email), moment

    return make


def _witness(cast: Cast) -> Made:
    message = queue(
        now=NOW,
        letter=WITNESS,
        facts={},
        recipient=Recipient(
            "journal", "journal@example.org", "en-gb", settings.TIME_ZONE
        ),
        dedupe_key="witness",
    )
    return message, NOW


def _some_of_it(cast: Cast) -> Made:
    """Brian has a check of his own on the same day."""
    register(cast, NOW, effective_to=ENDS)
    _away(cast, now=LATE, first=LATE.date())
    plan_endings(now=LATE)
    first = Reminder.objects.filter(recipient_key=f"user:{cast.amina.pk}").latest("pk")
    owe(
        kind="AFTER_CHECK",
        subject_id=open_check(cast, 12, due_on=ENDS, ended_on=date(2026, 12, 30)).pk,
        step="T-30",
        recipient_key=f"user:{cast.brian.pk}",
        to_address=cast.brian.email,
        partnership_id=cast.malawi_partnership.pk,
        due_on=ENDS,
        send_at=LATE,
        not_after=first.not_after,
        created_at=LATE,
    )
    compose_mail(now=LATE)
    return Outgoing.objects.get(letter="digest", to_address=cast.brian.email), LATE


def _moved(email: str, **others: str) -> Maker:
    def make(cast: Cast) -> Made:
        names = [each.name for each in dataclasses.fields(ContactFields)]
        known = {name: getattr(cast.gift, name) for name in names}
        change_contact(
            actor=cast.actor("amina"),
            now=NOW,
            contact=cast.gift,
            fields=ContactFields(**known | {"email": email} | others),
        )
        return Outgoing.objects.get(letter="partners.address_moved"), NOW

    return make


PERSONAL = {"asks": False, "names_partnership": False}
BY_PHONE = {"phone": "1", "channel": "PHONE"}
NAMED = {"named": "Hope Banda", "named_address": "hope@partner.example"}
SAMPLES = [
    Sample("accounts.standing_in", _standing_in, **PERSONAL),
    Sample(
        "partners.unreached", _unreached("partners.unreached", "gift@partner.example")
    ),
    Sample(
        "partners.unreached_person",
        _unreached("partners.unreached_person", "amina@example.org"),
        **PERSONAL,
    ),
    Sample("partners.address_moved", _moved("g@new.example"), asks=False),
    Sample("partners.address_moved", _moved("", **BY_PHONE), "taken out", asks=False),
    Sample("reviews.not_me", _not_me(**NAMED)),
    Sample("reviews.not_me", _not_me(), "nobody named"),
    Sample(
        "reviews.not_me", _not_me(_away, **NAMED), "standing in", in_place_of="Amina"
    ),
    Sample("agreement.ending", _ending(LATE), "standing in", in_place_of="Amina"),
    Sample(
        "digest",
        _some_of_it,
        "standing in",
        asks=False,
        may_be_left=True,
        in_place_of="Amina",
    ),
    Sample(WITNESS, _witness, **PERSONAL),
]
