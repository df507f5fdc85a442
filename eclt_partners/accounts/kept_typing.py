"""What had somebody typed whose session ended before it was sent?

Scripts keep drafts on the device (static/js/kept.js). Without them the text would be
lost, as no browser may keep our pages: so it waits here, locked away, for an hour, for
the same person only.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest

from eclt_partners.accounts.ciphers import lock_away, take_out
from eclt_partners.common.forms.sent_texts import sent_fields, texts_among

KEPT_KEY: Final = "kept_typing"
KEPT_FOR: Final = timedelta(hours=1)
# A review with ten long notes has 20,000 characters.
LONGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class KeptTyping:
    """A form that was not sent.

    Attributes:
        path: where it is sent to, with what the address asks.
        fields: name and value of each field, a name once for each of its values.
        had_files: files came with it; they are not kept.
    """

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool

    def texts(self) -> list[str]:
        """What was typed in words, as distinct from what was ticked or chosen."""
        return texts_among(self.fields)


def keep_typing(request: HttpRequest, *, person_id: int, now: datetime) -> bool:
    """Put aside what a request brought, for the person whose session has just ended.

    Returns:
        Whether it is kept; a longer text than `LONGEST` is not.
    """
    fields = list(sent_fields(request.POST))
    text = json.dumps([person_id, now.timestamp(), fields, bool(request.FILES)])
    if len(text) > LONGEST:
        return False
    request.session[KEPT_KEY] = [request.get_full_path(), lock_away(text)]
    return True


def kept_typing(request: HttpRequest, *, now: datetime) -> KeptTyping | None:
    """Return what is kept for the person who is signed in, or None."""
    if KEPT_KEY not in request.session:
        return None
    path, stored = request.session[KEPT_KEY]
    try:
        person_id, kept_at, fields, had_files = json.loads(take_out(stored))
    except LookupError:
        return None
    is_old = now.timestamp() - kept_at > KEPT_FOR.total_seconds()
    if is_old or person_id != request.user.pk:
        return None
    return KeptTyping(path, tuple((name, value) for name, value in fields), had_files)


def forget_typing(request: HttpRequest) -> None:
    """Put away what is kept for the address to which something is sent now."""
    if request.session.get(KEPT_KEY, [""])[0] == request.get_full_path():
        del request.session[KEPT_KEY]
