"""What was found after the end, and which check does a personal link reach?"""

from django.db.models import Prefetch, QuerySet

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from partners.choices import CheckState
from partners.models import AfterCheck, AfterCheckItem


def with_answers(checks: QuerySet[AfterCheck]) -> QuerySet[AfterCheck]:
    """Return checks with their reports, items and functions. One query more."""
    items = AfterCheckItem.objects.select_related("function")
    return checks.select_related("report").prefetch_related(Prefetch("items", items))


def check_of_link(link: PartnerLink | None) -> AfterCheck | None:
    """Return the check of a link whose person is still the one whom we ask.

    None for links for something else, and for people who have left. Two queries at
    most; the check comes with its partnership, country, lead and person.
    """
    if link is None or link.purpose != LinkPurpose.AFTER_CHECK:
        return None
    rows = AfterCheck.objects.filter(
        pk=link.subject_id,
        partnership=link.partnership_id,
        contact=link.contact_id,
        contact__left_on=None,
    ).exclude(state=CheckState.WAIVED)
    return rows.select_related(
        "partnership__country", "partnership__foundation_lead", "contact"
    ).first()
