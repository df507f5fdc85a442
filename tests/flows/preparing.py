"""How does a story find its review ready, without clicking it together?

Runs inside the running product, with its database and its key.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from time import sleep
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from agreements.selectors.proposals import terms_of
from agreements.services.versions import VersionFacts, insert_version
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.services.issuing import issue_link
from eclt_partners.accounts.services.links import url_of
from eclt_partners.common.actor import SYSTEM
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import MonthlySnapshot
from eclt_partners.dashboards.services.snapshots import build_snapshot
from eclt_partners.notifications.choices import Topic
from eclt_partners.notifications.leaving import Ticket, address_of
from partners.choices import Stage
from partners.emails.after_links import link_to_check
from partners.models import AfterCheck, Partnership
from partners.services.stages import write_stage_change
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Review
from reviews.services import planning
from reviews.services.reminders import ask_now
from tests.agreements.table import TERMS, fill_the_gate
from tests.flows.inside import tell
from tests.flows.product import Product, wait_until

HERE = "tests.flows.preparing"


def prepared_reviews(product: Product, codes: Iterable[str]) -> dict[str, int]:
    """Open a review with each partnership and ask everybody; return the ids by code."""
    return dict(told(product, f"{HERE}.prepare({list(codes)})"))


def prepared_deal(product: Product, code: str) -> dict[str, Any]:
    """Give a partnership all that the gate asks for, and clauses to its agreement.

    Returns:
        `agreement`: its id; `home`: the path of the partner's link to the partnership.
    """
    return dict(told(product, f"{HERE}.prepare_deal({code!r})"))


def wait_for_the_talk(product: Product, code: str, *, days: int) -> None:
    """Wait until a "did it help?" review is due so many days after a new version."""
    told(product, f"{HERE}.tell_when_due({code!r}, {days})")


def tell_when_due(code: str, days: int) -> None:
    """Look until the pulse after the newest version is due so many days later.

    One process looks again and again, since each that starts costs seconds.
    """
    wait_until(
        lambda: max(_days_to_pulses(code), default=None) == days,
        what=f"a short review after {days} days",
        seconds=60,
        every=1,
    )
    tell(days)


def _days_to_pulses(code: str) -> list[int]:
    """The days from the newest version's first day to each pulse."""
    partnership = Partnership.objects.get(code=code)
    version = partnership.agreements.get().versions.latest("number")
    pulses = partnership.reviews.filter(kind=ReviewKind.PULSE)
    return [(each.due_on - version.effective_from).days for each in pulses]


def told(product: Product, call: str) -> Any:
    """Call a function inside the product, by its whole name; return what it tells."""
    return product.inside.call(call)


def prepare_deal(code: str) -> None:
    """Do it, and print what the story needs."""
    now = timezone.now()
    partnership = Partnership.objects.get(code=code)
    party = partnership.parties.get()
    fill_the_gate(partnership, party)
    agreement = partnership.agreements.get()
    head = agreement.versions.latest("number")
    insert_version(
        now=now,
        agreement=agreement,
        facts=VersionFacts(head.number + 1, "AMENDMENT", "REGISTERED", SYSTEM.key),
        terms=replace(
            terms_of(head),
            effective_from=head.effective_from + timedelta(days=1),
            clauses=TERMS.clauses,
            promises=TERMS.promises,
            lines=tuple(
                replace(each, label="Work and overhead")
                for each in terms_of(head).lines
            ),
            rules=TERMS.rules,
            talk_path=TERMS.talk_path,
        ),
    )
    link = issue_link(
        now=now,
        contact_id=party.partner_lead_id,
        partnership_id=partnership.pk,
        country_id=partnership.country_id,
        purpose=LinkPurpose.HOME,
        subject_id=partnership.pk,
        expires_at=now + timedelta(days=30),
    )
    tell({"agreement": agreement.pk, "home": urlsplit(url_of(link)).path})


def tell_check(code: str) -> None:
    """Print the path of a partner's link to the next check after the end."""
    check = AfterCheck.objects.filter(partnership__code=code).open()[0]
    check.contact = check.partnership.parties.get().partner_lead
    check.save(update_fields=["contact"])
    link = link_to_check(check, check.contact_id, now=timezone.now())
    tell(urlsplit(url_of(link)).path)


def forget_checks(code: str) -> None:
    """Let a partnership be one that ended before anybody planned to look again."""
    tell(AfterCheck.objects.filter(partnership__code=code).delete()[0])


def pause(code: str) -> None:
    """Let a partnership be paused."""
    partnership = Partnership.objects.select_related("country").get(code=code)
    change = write_stage_change(
        actor=SYSTEM,
        now=timezone.now(),
        partnership=partnership,
        to_stage=Stage.PAUSED,
        reason="The harvest is on.",
    )
    tell(change.pk)


def keep_a_month(code: str) -> None:
    """Build a dashboard as of the end of last month, then today's, and print its day."""
    country, now = Country.objects.get(pk=code), timezone.now()
    months = MonthlySnapshot.objects.filter(country=country)
    # By the clock of the country: late in the evening its day may be the next one.
    last_month = now - timedelta(days=country.today(now=now).day)
    while not build_snapshot(country, now=last_month, always=True):
        sleep(0.2)
    while not months.exists():
        build_snapshot(country, now=now, always=True)
    tell(f"{months.get().as_of}")


def tell_ways_out() -> None:
    """Print where a reader gets fewer mails, one path for each topic."""
    paths = [
        urlsplit(address_of(Ticket("user:0", topic, "en-gb"))).path for topic in Topic
    ]
    tell(paths)


def prepare(codes: Iterable[str]) -> None:
    """Do it, and print the ids."""
    tell({code: open_review(code).pk for code in codes})


def open_review(code: str) -> Review:
    """Return the open full review of a partnership; plan one if there is none."""
    now = timezone.now()
    partnership = Partnership.objects.get(code=code)
    review = partnership.reviews.filter(
        kind=ReviewKind.FULL, state=ReviewState.OPEN
    ).first() or planning.schedule_review(
        actor=SYSTEM,
        now=now,
        partnership=partnership,
        kind=ReviewKind.FULL,
        due_on=partnership.country.today(now=now) + timedelta(days=7),
    )
    ask_now(actor=SYSTEM, now=now, review=review)
    return review
