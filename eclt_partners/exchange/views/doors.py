"""Who may import, and whose list is it?"""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from eclt_partners.accounts.requests import acting
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import NotPermitted
from eclt_partners.exchange.models import PartnerImport


def who_imports(request: HttpRequest) -> Actor:
    """Return who asks.

    Raises:
        NotPermitted: they register partners nowhere.
    """
    actor = acting(request)
    if not actor.may_somewhere(Action.REGISTER):
        raise NotPermitted("registers nowhere", action=Action.REGISTER)
    return actor


def own_list(request: HttpRequest, list_id: int) -> PartnerImport:
    """Return a list of whoever asks; everybody else's is not there."""
    mine = PartnerImport.objects.filter(owner=acting(request).user_id or 0)
    return get_object_or_404(mine.select_related("job"), pk=list_id)
