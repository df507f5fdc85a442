"""How is a review called that a personal link reaches?"""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.link_names import register_names
from eclt_partners.common.words import plain_date
from reviews.models import Review


def _rows(ids: Collection[int]) -> QuerySet[Review]:
    return Review.objects.filter(pk__in=ids)


def _name(review: Review) -> str:
    return _("%(kind)s, due %(day)s") % {
        "kind": review.get_kind_display(),
        "day": plain_date(review.due_on),
    }


register_names(LinkPurpose.REVIEW, LinkPurpose.CONFIRM, rows=_rows, name=_name)
