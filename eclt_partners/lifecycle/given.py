"""What does a person give for one step between stages?"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from eclt_partners.documents.services import Upload
from eclt_partners.lifecycle.choices import Asker, EndCategory
from partners.models import Contact


@dataclass(frozen=True, slots=True)
class PauseWords:
    """What gate G6 asks for beside the reason."""

    asked_by: Asker
    look_again_on: date
    goes_on: str
    cases_contact: str


@dataclass(frozen=True, slots=True)
class BackWords:
    """What changed during a pause, in the words of both sides."""

    foundation_note: str
    partner_note: str


@dataclass(frozen=True, slots=True)
class EndingWords:
    """What gate G7 asks for beside the reason and the contact.

    Attributes:
        category: kind of reason.
        notice: the file of the notice; None when none was chosen.
        notice_key: made by the form; sending twice files the notice once.
        children_plan: what happens to children and families already supported.
        talk_invited_on: when both sides were invited to a closing talk.
    """

    category: EndCategory
    notice: Upload | None
    notice_key: UUID
    children_plan: str
    talk_invited_on: date | None


@dataclass(frozen=True, slots=True)
class Given:
    """Everything that one step may ask of a person; each step uses its own part.

    Attributes:
        reason: why the step is taken.
        lesson: what we learned; for a partnership that does not go ahead.
        pass_reason: why a director passes the warnings of the gate.
        contact: whom of the partner we ask after the end.
    """

    reason: str = ""
    lesson: str = ""
    pass_reason: str = ""
    contact: Contact | None = None
    pause: PauseWords | None = None
    back: BackWords | None = None
    ending: EndingWords | None = None


NOTHING = Given()
