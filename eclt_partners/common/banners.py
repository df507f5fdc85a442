"""What stands on the next page when something was done, and how is it undone?"""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.html import format_html


def say_done(request: HttpRequest, text: str, *, url: str, label: str) -> None:
    """Say what was done, with a link to what can be done about it.

    Args:
        request: of the press; the banner stands on the page that follows.
        text: what changed.
        url: a page that asks first: no link changes anything.
        label: of the link, for example "Take it back".
    """
    banner = format_html('{} <a href="{}">{}</a>', text, url, label)
    messages.success(request, banner)
