"""One example of every mail of partnerships, of the digest and of accounts."""

from datetime import UTC, date, datetime

from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.test import RequestFactory
from django.utils import timezone

from eclt_partners.accounts.adapters import GUESSED, MAILS, TAKEN_AWAY
from eclt_partners.accounts.emails import send_password_link
from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.lifecycle.services.checks import send_check_link
from eclt_partners.notifications.models import Outgoing, Reminder
from eclt_partners.notifications.services import compose_mail
from partners.choices import CheckDirection, CheckOutcome, IncidentWish
from partners.models import AfterCheck, Contact, SafeguardingCheck
from partners.services.after_reminders import plan_after_reminders
from partners.services.check_reminders import plan_check_reminders
from partners.services.contacts import add_contact
from partners.services.incidents import report_incident
from reviews.choices import ReviewState
from reviews.services.reminders import plan_reminders
from tests.cast import NOW, Cast
from tests.lifecycle.world import open_check
from tests.mails.sample import Made, Maker, Sample
from tests.notifications.owing import owe
from tests.partners.services.test_lead_mails import TIYA
from tests.partners.services.test_leads import another, change
from tests.reviews.factories import make_review
from tests.reviews.ladder import DUE, offset

DAY = date(2027, 6, 16)
THEN = datetime(2027, 6, 16, 10, 0, tzinfo=UTC)
BEFORE = datetime(2027, 5, 17, 10, 0, tzinfo=UTC)
LATER = datetime(2027, 6, 30, 10, 0, tzinfo=UTC)
SECRET = "The supervisor hit a boy at the barn"


def _check_after(cast: Cast) -> AfterCheck:
    return open_check(cast, 12, due_on=DAY, ended_on=date(2026, 6, 16))


def _after(who: str, now: datetime = THEN) -> Maker:
    def make(cast: Cast) -> Made:
        _check_after(cast)
        plan_after_reminders(now=now)
        compose_mail(now=now)
        found = Outgoing.objects.filter(letter="after.due")
        return found.get(to_address=getattr(cast, who).email), now

    return make


def _after_link(cast: Cast) -> Made:
    send_check_link(actor=cast.actor("amina"), now=THEN, check=_check_after(cast))
    return Outgoing.objects.get(letter="after.link"), THEN


def _expiring(direction: CheckDirection) -> Maker:
    def make(cast: Cast) -> Made:
        SafeguardingCheck.objects.create(
            partner=cast.nyali,
            outcome=CheckOutcome.WEAK,
            note=SECRET,
            checked_on=date(2025, 6, 16),
            valid_until=DAY,
            direction=direction,
        )
        plan_check_reminders(now=BEFORE)
        compose_mail(now=BEFORE)
        return Outgoing.objects.get(), BEFORE

    return make


def _report(cast: Cast) -> None:
    report_incident(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        wish=IncidentWish.SAW,
        note=SECRET,
    )


def _incident(cast: Cast) -> Made:
    _report(cast)
    return Outgoing.objects.get(), NOW


def _nobody(cast: Cast) -> Made:
    RoleAssignment.objects.filter(user=cast.sam).delete()
    _report(cast)
    return Outgoing.objects.filter(letter="restricted.nobody")[0], NOW


def _digest(who: str) -> Maker:
    """An invitation and the end of a safeguarding check, or of an agreement."""

    def make(cast: Cast) -> Made:
        make_review(cast, state=ReviewState.SCHEDULED, due_on=DUE)
        moment = offset(-14, 10)
        person = getattr(cast, who)
        plan_reminders(now=moment)
        kind = "contact" if who == "gift" else "user"
        _owe_check_too(cast, f"{kind}:{person.pk}", moment)
        compose_mail(now=moment)
        return Outgoing.objects.get(letter="digest", to_address=person.email), moment

    return make


def _owe_check_too(cast: Cast, key: str, moment: datetime) -> None:
    """Let a check after the end be due for the same person on the same day."""
    check = open_check(cast, 12, due_on=DUE, ended_on=date(2026, 2, 18))
    first = Reminder.objects.get(recipient_key=key, state="PLANNED")
    owe(
        kind="AFTER_CHECK",
        subject_id=check.pk,
        step="T-30",
        recipient_key=key,
        to_address=first.to_address,
        partnership_id=cast.malawi_partnership.pk,
        due_on=DUE,
        send_at=moment,
        not_after=first.not_after,
        created_at=moment,
    )


def _welcome(cast: Cast) -> Made:
    with request_context(RequestFactory().get("/")):
        send_password_link(cast.amina)
    return Outgoing.objects.latest("pk"), timezone.now()


def _password_link(cast: Cast) -> Made:
    cast.amina.set_password("three green goats")
    with request_context(RequestFactory().get("/")):
        send_password_link(cast.amina)
    return Outgoing.objects.latest("pk"), timezone.now()


def _library(prefix: str) -> Maker:
    """A mail of the sign-in library, as it asks its adapter to send it."""

    def make(cast: Cast) -> Made:
        with request_context(RequestFactory().get("/")):
            adapter = get_adapter()
            context = {"user": cast.amina}
            if prefix.endswith("reset_key"):
                link = adapter.get_reset_password_from_key_url("1-abc")
                context["password_reset_url"] = link
            adapter.send_mail(prefix, cast.amina.email, context)
        return Outgoing.objects.latest("pk"), timezone.now()

    return make


def _new_lead(who: str) -> Maker:
    """Brian leads for the foundation, or Tiya for the partner, with a review due."""

    def make(cast: Cast) -> Made:
        make_review(cast, due_on=DUE)
        if who == "brian":
            change(cast, lead="brian")
        else:
            change(cast, partner_lead=another(cast, email="tiya@partner.example"))
        return Outgoing.objects.get(letter="lead.new"), NOW

    return make


def _new_head(cast: Cast) -> Made:
    Contact.objects.filter(pk=cast.gift.pk).update(is_head=True)
    add_contact(actor=cast.actor("amina"), now=NOW, partner=cast.nyali, fields=TIYA)
    return Outgoing.objects.get(letter="lead.head"), NOW


ACCOUNT = {"asks": False, "names_partnership": False, "is_written_at_once": True}
SAMPLES = [
    Sample("after.due", _after("gift")),
    Sample("after.due", _after("amina"), "foundation", asks=False),
    Sample("after.due", _after("amina", LATER), "foundation late"),
    Sample("after.link", _after_link),
    Sample("check.expiring", _expiring(CheckDirection.PARTNER)),
    Sample("check.expiring", _expiring(CheckDirection.FOUNDATION), "of foundation"),
    Sample("lead.new", _new_lead("brian"), "foundation"),
    Sample("lead.new", _new_lead("tiya"), "partner"),
    Sample("lead.head", _new_head),
    Sample("restricted.incident", _incident, names_partnership=False),
    Sample("restricted.nobody", _nobody, names_partnership=False),
    Sample("digest", _digest("amina"), asks=False, may_be_left=True),
    Sample("digest", _digest("gift"), "partner", asks=False, may_be_left=True),
    Sample("library", _welcome, "welcome", **ACCOUNT),
    Sample("library", _password_link, "link for a new password", **ACCOUNT),
    Sample(
        "library", _library(f"{MAILS}password_reset_key"), "new password", **ACCOUNT
    ),
    Sample("library", _library(f"{MAILS}password_changed"), "changed", **ACCOUNT),
    *(
        Sample("library", _library(prefix), about, **ACCOUNT)
        for prefix, about in (
            (f"{MAILS}confirm_address", "new address"),
            (f"{MAILS}address_changed", "old address"),
            (f"{MAILS}address_set", "address set"),
            ("mfa/email/totp_activated", "second step"),
            ("mfa/email/totp_deactivated", "no second step"),
            ("mfa/email/recovery_codes_generated", "spare codes"),
            (TAKEN_AWAY, "second step taken away"),
            (GUESSED, "codes guessed"),
        )
    ),
]
