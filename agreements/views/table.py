"""Which page shows where a renegotiation stands, to both sides?"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from agreements.choices import RenegotiationState, Topic
from agreements.forms.table import NoteForm
from agreements.rules.at_the_table import Guest, TableAct, TableStand, acts_open
from agreements.selectors.speakers import is_lead
from agreements.selectors.table_page import TablePage, table_page
from agreements.selectors.tables import parties_to_name
from agreements.services.endings import ask_helper, resume
from agreements.services.raising import acknowledge
from agreements.services.table_links import send_table_link
from agreements.table_words import ended_words, waiting_words
from agreements.views.chairs import Chair, begin_again_url
from agreements.views.table_parts import (
    paper_rows,
    party_name,
    signing_words,
    size_words,
    story,
)
from eclt_partners.common.actions import Action
from eclt_partners.common.kick import refresh_soon, send_soon


@require_safe
def table(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Show who raised what, the talk, the proposals and what comes next."""
    context = table_context(chair)
    return render(request, "agreements/table/table.html", context)


@require_POST
def acknowledged(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Say that the own side has read the wish."""
    acknowledge(actor=chair.actor, now=chair.now, renegotiation=chair.table)
    return back(request, chair, _("The other side knows now that you read it."))


@require_POST
def resumed(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Take a change up again that was put aside."""
    resume(actor=chair.actor, now=chair.now, renegotiation=chair.table)
    return back(request, chair, _("It is taken up again."))


@require_POST
def helper(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Ask the neutral helper to the table."""
    ask_helper(actor=chair.actor, now=chair.now, renegotiation=chair.table)
    return back(request, chair, _("It is noted that the neutral helper is asked."))


@require_POST
def own_link(request: HttpRequest, chair: Chair) -> HttpResponse:
    """Mail a person who came by the link of the partnership the link to this table."""
    send_table_link(actor=chair.actor, now=chair.now, renegotiation=chair.table)
    return back(request, chair, _("A mail with the link is on its way to you."))


def back(request: HttpRequest, chair: Chair, text: str) -> HttpResponse:
    """Return to the table with a word about what was done."""
    send_soon()
    refresh_soon()
    messages.success(request, text)
    return redirect(chair.url("table"))


def table_context(chair: Chair, note_form: NoteForm | None = None) -> dict[str, Any]:
    """Return what the page of the table shows to this person.

    Args:
        chair: who looks.
        note_form: a private note with an error; None for an empty one.
    """
    page = table_page(chair.table, chair.speaker, today=chair.today)
    may = _acts_open(chair)
    form = note_form or NoteForm()
    return chair.context(
        page=page,
        table=page.table,
        may=may,
        form=form if TableAct.NOTES in may else None,
        status=_status(page, chair),
        ended=ended_words(page.table, chair.today),
        topics=[Topic(each).label for each in page.table.topics],
        is_new=page.table.is_new,
        raised_by=party_name(page.table),
        entered_by=_entered_by(page),
        papers=paper_rows(page, chair),
        size=size_words(page),
        signing=signing_words(page),
        story=story(page, chair.agreement),
        draft_url=chair.url_or_none("draft_start") if TableAct.WRITE in may else None,
        begin_url=_begin_url(chair),
        version_url=_version_url(chair),
    )


def _status(page: TablePage, chair: Chair) -> str:
    """Say who is waited for; nothing when it is over."""
    if page.waiting is None:
        return ""
    reader = chair.side if chair.may(Action.PROPOSE_CHANGE) else None
    party = chair.speaker.party
    parties = parties_to_name(
        page.table, page.waiting, partner_id=party.partner_id if party else None
    )
    return waiting_words(page.waiting, reader=reader, parties=parties)


def _acts_open(chair: Chair) -> dict[str, bool]:
    """Return what this person may do now, by the name of the act."""
    table, talk = chair.table, chair.table.talk
    guest = Guest(
        is_partner=chair.is_partner,
        speaks=chair.may(Action.PROPOSE_CHANGE),
        leads=_leads(chair),
        confirms=chair.may(Action.CONFIRM_RECORD),
        keeps_notes=chair.may(Action.PRIVATE_NOTES),
        ends=chair.may(Action.SIGN_MAJOR),
        is_raiser=chair.speaker.party_id == table.raised_party_id,
        shares_wish=chair.side == table.raised_side,
    )
    stand = TableStand(
        state=RenegotiationState(table.state),
        is_unread=table.acknowledged_at is None and not table.is_new,
        is_helped=table.facilitated_at is not None,
        wants_note=table.wants_note,
        is_talk_noted=talk is not None,
        has_foundation_confirmed=talk is not None
        and talk.foundation_confirmed_at is not None,
        has_partner_confirmed=talk is not None
        and talk.partner_confirmed_at is not None,
    )
    return {act.value: True for act in acts_open(guest, stand)}


def _version_url(chair: Chair) -> str:
    """Return where the version that came of it is read."""
    version = chair.table.version
    return chair.agreement_url("version", version.number) if version else ""


def _begin_url(chair: Chair) -> str:
    """Return where somebody of the foundation begins anew what was not agreed."""
    is_over = chair.table.is_new and chair.table.came_to_nothing
    goes_on = not chair.agreement.partnership.has_ended
    may_begin = goes_on and not chair.is_partner and chair.may(Action.PROPOSE_CHANGE)
    return begin_again_url(chair.agreement) if is_over and may_begin else ""


def _leads(chair: Chair) -> bool:
    """Leads decide; for the foundation a manager may step in."""
    steps_in = not chair.is_partner and chair.may(Action.SIGN_STANDARD)
    return steps_in or is_lead(chair.speaker, chair.agreement)


def _entered_by(page: TablePage) -> str:
    """Return who of the foundation entered the wish of a partner, or ""."""
    table = page.table
    is_entered = bool(table.raised_party_id) and table.raised_by.startswith("user:")
    return page.names.get(table.raised_by, "") if is_entered else ""
