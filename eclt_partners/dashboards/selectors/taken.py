"""How many talks and reviews did partnerships hold here?"""

from collections.abc import Collection, Mapping

from django.db.models import Count

from eclt_partners.dashboards.rules.taken import Taken
from partners.models import Talk
from reviews.choices import ReviewState
from reviews.models import Review


def taken_of(partnership_ids: Collection[int]) -> Mapping[int, Taken]:
    """Return the talks and reviews of partnerships that have any. Two queries."""
    talks = Talk.objects.filter(partnership__in=partnership_ids, is_registered=False)
    reviews = Review.objects.filter(
        partnership__in=partnership_ids,
        is_registered=False,
        state=ReviewState.COMPLETED,
    )
    talked, reviewed = (
        dict(
            rows.order_by()
            .values("partnership_id")
            .annotate(count=Count("pk"))
            .values_list("partnership_id", "count")
        )
        for rows in (talks, reviews)
    )
    return {
        key: Taken(talked.get(key, 0), reviewed.get(key, 0))
        for key in talked.keys() | reviewed.keys()
    }
