"""What does a page read from a form, and hint to the workers afterwards?"""

from django.db import transaction
from django.http import HttpRequest, QueryDict

from eclt_partners.common.kick import kick


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also when it is empty; None when the page is only shown."""
    return request.POST if request.method == "POST" else None


def refresh_soon() -> None:
    """Hint that dashboards show something new; beat finds it anyway."""
    transaction.on_commit(lambda: kick("dashboards.tasks.refresh_dashboards"))


def send_soon() -> None:
    """Hint that mail waits in the outbox; beat finds it anyway."""
    transaction.on_commit(lambda: kick("notifications.tasks.send_mail"))
