"""What did both sides say, and what came of the talk?"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from eclt_partners.common.actions import Action
from partners.choices import Side
from partners.models import Talk
from partners.selectors.people import people_names
from reviews.choices import ReviewState
from reviews.models import Review, ReviewScore
from reviews.rules.states import lapses_on, talk_due_on
from reviews.selectors.candidates import partner_speakers
from reviews.selectors.corrections import waiting_corrections
from reviews.selectors.opened import progress_at_opening
from reviews.selectors.results import ReviewResult, review_result
from reviews.services.recording import record_mark
from reviews.views.changes import ended_changes
from reviews.views.pages import erased_text, review_title, side_rows
from reviews.views.result_parts import comment_groups, pair_part, partner_names
from reviews.views.seats import Seat
from reviews.words import dimension_name


def result(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Show what this person may see of the result, and the record of the talk."""
    found = review_result(
        seat.actor,
        seat.review,
        progress_at_opening(seat.review),
        today=seat.today,
    )
    has_copy = found.is_unveiled or seat.review.talk_id is not None
    parts = shown_parts(seat, found)
    context = seat.context(
        title=review_title(seat),
        may=_rights(seat, found),
        confirm_url=seat.url("confirm"),
        pdf_url=seat.url("result_pdf") if has_copy else "",
        changes=ended_changes(seat),
        seen=record_mark(seat.review.talk, parts["actions"]),
        **parts,
    )
    return render(request, "reviews/result.html", context)


def shown_parts(seat: Seat, found: ReviewResult) -> dict[str, Any]:
    """Return what the reader may see, for the page and for the copy of it."""
    is_final = seat.review.state == ReviewState.COMPLETED
    return {
        "result": found,
        "sides": side_rows(seat, found.progress),
        "pairs": [pair_part(pair, is_final=is_final) for pair in found.pairs],
        "comments": comment_groups(
            found.comments, seat.closing_texts(), partner_names(found.pairs)
        ),
        "erased_text": erased_text() if found.is_erased else "",
        "files": [(dimension_name(each.dimension), each) for each in found.files],
        "talk_until": _talk_until(seat, found),
        "decide_until": _decide_until(seat, found),
        "record": record_of(seat),
        "actions": list(seat.review.actions.all()),
    }


def _talk_until(seat: Seat, found: ReviewResult) -> Any:
    """Return the last day for the talk while it is awaited, else None.

    All partners of a coalition talk together: one red pair hurries everybody, also
    those who do not see that pair.
    """
    closed_on = _closed_on(seat.review)
    if closed_on is None or _is_one_sided(found):
        return None
    is_red = any(pair.status == "RED" for pair in found.pairs) or (
        seat.is_partner
        and ReviewScore.objects.red().filter(review=seat.review).exists()
    )
    return talk_due_on(closed_on, is_red=is_red)


def _decide_until(seat: Seat, found: ReviewResult) -> date | None:
    """Return the last day to decide about answers of one side alone, else None."""
    closed_on = _closed_on(seat.review)
    if closed_on is None or not _is_one_sided(found):
        return None
    return lapses_on(closed_on) - timedelta(days=1)


def _closed_on(review: Review) -> date | None:
    if review.state != ReviewState.CLOSED or review.closed_at is None:
        return None
    return review.partnership.country.today(now=review.closed_at)


def _is_one_sided(found: ReviewResult) -> bool:
    return len(found.progress.heard) == 1


def record_of(seat: Seat) -> dict[str, Any] | None:
    """Return the record of the talk as rows, with who confirmed it."""
    talk = seat.review.talk
    if talk is None:
        return None
    names = people_names(
        [
            talk.foundation_confirmed_by,
            talk.partner_confirmed_by,
            talk.partner_confirmed_for,
        ]
    )
    rows = [
        (_("Who took part"), talk.people),
        (_("Language of the talk"), talk.language),
        (_("What is strong"), talk.strong),
        (_("What hurts"), talk.hurts),
        (_("What we will do"), talk.next_steps),
        (_("No action is needed, because"), talk.no_action_reason),
    ]
    return {
        "held_on": talk.held_on,
        "rows": [{"label": str(k), "value": v} for k, v in rows if v],
        "foundation_at": talk.foundation_confirmed_at,
        "foundation_name": names.get(talk.foundation_confirmed_by, ""),
        "partner_at": talk.partner_confirmed_at,
        "partner_name": _partner_name(talk, names),
    }


def _partner_name(talk: Talk, names: Mapping[str, str]) -> str:
    typist = names.get(talk.partner_confirmed_by, "")
    if not talk.partner_confirmed_for:
        return typist
    return _("%(name)s, entered by %(typist)s") % {
        "name": names.get(talk.partner_confirmed_for, ""),
        "typist": typist,
    }


def _rights(seat: Seat, found: ReviewResult) -> dict[str, bool]:
    """Say which buttons the person gets."""
    review = seat.review
    records = not seat.is_partner and seat.may(Action.RECORD_TALK)
    is_one_sided = _is_one_sided(found)
    return {
        "invite": _invites(seat),
        "single_answers": found.is_unveiled
        and not found.is_erased
        and seat.may(Action.READ_RAW_ANSWERS),
        "record_talk": records and seat.talk_is_next,
        "complete": records and review.state == ReviewState.CLOSED and is_one_sided,
        "confirm": _confirms(seat),
        "decide": _decides(seat),
        "confirm_for_partner": records and _awaits_word(review, Side.PARTNER),
    }


def _decides(seat: Seat) -> bool:
    if seat.is_partner or not seat.may(Action.AGREE_CORRECTION):
        return False
    return waiting_corrections(seat.review).exists()


def _invites(seat: Seat) -> bool:
    if seat.is_partner or seat.review.state != ReviewState.OPEN:
        return False
    return seat.may(Action.SCHEDULE_REVIEW)


def _confirms(seat: Seat) -> bool:
    side = Side.PARTNER if seat.is_partner else Side.FOUNDATION
    if not _awaits_word(seat.review, side):
        return False
    return seat.may(Action.CONFIRM_RECORD) and _speaks(seat)


def _awaits_word(review: Review, side: Side) -> bool:
    """Tell whether a side has yet to say that the record of the talk is fair."""
    talk = review.talk
    if talk is None or review.state != ReviewState.TALK_HELD:
        return False
    if side == Side.PARTNER:
        return talk.partner_confirmed_at is None
    return talk.foundation_confirmed_at is None


def _speaks(seat: Seat) -> bool:
    """Tell whether a person of the partner may speak for it; others always do."""
    if seat.contact is None:
        return True
    speakers = partner_speakers(seat.review.partnership)
    return speakers.filter(pk=seat.contact.pk).exists()
