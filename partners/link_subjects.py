"""How is a check after the end called that a personal link reaches?"""

from collections.abc import Collection

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.link_names import register_names
from eclt_partners.common.words import plain_date
from partners.models import AfterCheck


def _rows(ids: Collection[int]) -> QuerySet[AfterCheck]:
    return AfterCheck.objects.filter(pk__in=ids)


def _name(check: AfterCheck) -> str:
    return _("due %(day)s") % {"day": plain_date(check.due_on)}


register_names(LinkPurpose.AFTER_CHECK, rows=_rows, name=_name)
