"""Whom can no mail ask for answers that are still missing?"""

from django.db.models import Exists, OuterRef

from eclt_partners.notifications.selectors import stopped_addresses
from reviews.choices import AnswerMode, AssessmentState
from reviews.models import Panelist, Review, ReviewSide


def unreached_count(review: Review) -> int:
    """Count who owes answers and has no address that works. Two queries.

    Where a side gives one answer together, the answer of one serves all.
    """
    sent = AssessmentState.SUBMITTED
    together = ReviewSide.objects.filter(
        review=OuterRef("review"), party=OuterRef("party"), mode=AnswerMode.TOGETHER
    )
    peer = Panelist.objects.filter(
        review=OuterRef("review"), party=OuterRef("party"), assessment__state=sent
    )
    addresses = list(
        Panelist.objects.filter(
            review=review, left_at=None, contact__left_on=None, party__to_on=None
        )
        .filter(contact__isnull=False)
        .exclude(assessment__state=sent)
        .exclude(Exists(together), Exists(peer))
        .values_list("contact__email", flat=True)
    )
    stopped = stopped_addresses(addresses)
    return sum(not each or each.strip().lower() in stopped for each in addresses)
