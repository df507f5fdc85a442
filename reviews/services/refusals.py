"""Which answers are refused, and in which words?"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from eclt_partners.common.errors import InvalidInput, StaleObject
from reviews.choices import Audience, NoRating, WorkAgain
from reviews.models import Assessment, Review
from reviews.rules.instrument import RATING_MAX, RATING_MIN
from reviews.selectors.questions import asked_codes

TEXT_MAX = 2000
PRINCIPLE_MAX = 300
OVERALL_MAX = 10


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What one person says to one question.

    Attributes:
        dimension: "D1" to "D10".
        rating: level 1 to 5, or None with a reason in `no_rating`.
        no_rating: a `NoRating`, or "" with a rating.
        evidence: what was seen or heard, at most 2,000 characters.
        language: in which the question was shown.
    """

    dimension: str
    rating: int | None
    no_rating: str = ""
    evidence: str = ""
    language: str = "en-gb"


@dataclass(frozen=True, slots=True)
class Closing:
    """What is asked after the ten questions (methods B3, O1, O2, K1-K3).

    Attributes:
        overall: 0 to 10, or None.
        work_again: a `WorkAgain`, or "".
        keep: what to keep.
        keep_audience: who may read it.
        change: what to change.
        change_audience: who may read it.
        change_principle: the principle of the agreement that it speaks of, or "".
        unsaid: what could not be said yet.
        unsaid_audience: who may read it.
    """

    overall: int | None = None
    work_again: str = ""
    keep: str = ""
    keep_audience: str = Audience.BOTH
    change: str = ""
    change_audience: str = Audience.BOTH
    change_principle: str = ""
    unsaid: str = ""
    unsaid_audience: str = Audience.HELPER


def check_answer(review: Review, answer: GivenAnswer) -> None:
    """Refuse an answer that no form could have sent.

    Raises:
        InvalidInput: neither a level nor a reason, an unknown question, a long text.
    """
    if answer.dimension not in asked_codes(review):
        raise InvalidInput({"dimension": _("This review does not ask this question.")})
    check_given(answer)


def check_given(answer: GivenAnswer) -> None:
    """Refuse an answer that is none, whatever was asked.

    Raises:
        InvalidInput: neither a level nor a reason, a long text.
    """
    rating, reason = answer.rating, answer.no_rating
    is_level = rating is not None and RATING_MIN <= rating <= RATING_MAX
    is_reason = rating is None and reason in NoRating.values
    if not is_reason and (not is_level or reason):
        raise InvalidInput({"rating": _("Choose a sentence, or say why you cannot.")})
    if len(answer.evidence) > TEXT_MAX:
        raise InvalidInput({"evidence": _too_long()})


def check_closing(closing: Closing) -> None:
    """Refuse closing answers that no form could have sent.

    Raises:
        InvalidInput: a number that is not 0 to 10, an unknown word, a long text.
    """
    problems = {}
    if closing.overall is not None and not 0 <= closing.overall <= OVERALL_MAX:
        problems["overall"] = _("Choose a number from 0 to 10.")
    if closing.work_again not in {"", *WorkAgain.values}:
        problems["work_again"] = _("Choose one of the answers.")
    for name in ("keep", "change", "unsaid"):
        if len(getattr(closing, name)) > TEXT_MAX:
            problems[name] = _too_long()
        if getattr(closing, f"{name}_audience") not in Audience.values:
            problems[f"{name}_audience"] = _("Choose who may read this.")
    if len(closing.change_principle) > (PRINCIPLE_MAX if closing.change else 0):
        problems["change_principle"] = _("Name a principle with what to change.")
    if problems:
        raise InvalidInput(problems)


def refuse_gaps(review: Review, draft: Assessment) -> None:
    """Refuse to send answers with a question left open.

    Raises:
        InvalidInput: one problem per open question, by its code.
    """
    answered = set(draft.answers.values_list("dimension__code", flat=True))
    missing = [code for code in asked_codes(review) if code not in answered]
    if missing:
        text = _("Choose a sentence, or say why you cannot.")
        raise InvalidInput(dict.fromkeys(missing, text))


def refuse_used_key(send_key: UUID) -> None:
    """Refuse a form that has sent other answers.

    Raises:
        StaleObject: the key is used.
    """
    if Assessment.objects.filter(send_key=send_key).exists():
        raise StaleObject("this form was used for other answers")


def _too_long() -> str:
    return _("The text must be 2,000 characters or less.")
