"""Which private notes are written at the table of a place, and where are they heard?"""

from django.http import HttpResponse

from agreements.models import Renegotiation
from agreements.services.talking import write_private_note
from tests.agreements.table import gift, lead_by
from tests.architecture.places import Place
from tests.cast import NOW, Cast

OURS, THEIRS = "Canary of the foundation", "Canary of the partner"
# Who keeps the notes of the foundation in Malawi (rulings, "Who may do what").
KEEPERS = {"amina", "brian"}


def write_notes(cast: Cast, place: Place) -> None:
    """Let each side write a note at the same table in Malawi."""
    lead_by(cast, cast.gift)
    table = Renegotiation.objects.get(pk=place.values["table"])
    write_private_note(
        actor=cast.actor("amina"), now=NOW, renegotiation=table, text=OURS
    )
    write_private_note(actor=gift(cast), now=NOW, renegotiation=table, text=THEIRS)


def notes_in(answer: HttpResponse) -> set[str]:
    """Return which of the notes an answer holds."""
    body = b"" if answer.streaming else answer.content
    return {note for note in (OURS, THEIRS) if note.encode() in body}
