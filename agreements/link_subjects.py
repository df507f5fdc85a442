"""How is a change of an agreement called that a personal link reaches?"""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.models import Renegotiation
from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.link_names import register_names
from eclt_partners.common.words import plain_date


def _rows(ids: Collection[int]) -> QuerySet[Renegotiation]:
    return Renegotiation.objects.select_related("agreement").filter(pk__in=ids)


def _name(table: Renegotiation) -> str:
    return _("%(agreement)s, raised on %(day)s") % {
        "agreement": str(table.agreement),
        "day": plain_date(timezone.localdate(table.raised_at)),
    }


register_names(LinkPurpose.RENEGOTIATION, LinkPurpose.SIGN, rows=_rows, name=_name)
