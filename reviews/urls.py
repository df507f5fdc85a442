"""Which address shows which page of reviews, for the foundation and for partners?"""

from django.urls import URLPattern, URLResolver, path

from agreements.views.doors import ONE_TABLE, partner_table
from reviews.views import (
    answering,
    calendar,
    copies,
    corrections,
    decisions,
    endings,
    evidence,
    follow_ups,
    hub,
    instrument_words,
    instruments,
    links,
    lists,
    moves,
    not_me,
    panels,
    paper,
    planning,
    raw_answers,
    results,
    safety,
    talks,
)
from reviews.views.doors import CONFIRM, LOOK, partner, staff

app_name = "reviews"

STAFF_PAGES = [
    path("reviews/", lists.review_lists, name="list"),
    path("reviews/log/", lists.log, name="log"),
    path(
        "partnerships/<int:partnership_id>/reviews/new/",
        planning.schedule,
        name="schedule",
    ),
    path(
        "partnerships/<int:partnership_id>/actions/",
        follow_ups.actions,
        name="actions",
    ),
    path("reviews/<int:review_id>/", staff(hub.hub), name="hub"),
    path(
        "reviews/<int:review_id>/answer/all/",
        staff(answering.answer_all),
        name="answer_all",
    ),
    path(
        "reviews/<int:review_id>/answer/closing/",
        staff(answering.closing),
        name="closing",
    ),
    path(
        "reviews/<int:review_id>/answer/<str:code>/",
        staff(answering.answer),
        name="answer",
    ),
    path(
        "reviews/<int:review_id>/answer/<str:code>/files/",
        staff(evidence.evidence),
        name="evidence",
    ),
    path("reviews/<int:review_id>/safety/", staff(safety.safety), name="safety"),
    path("reviews/<int:review_id>/check/", staff(answering.check), name="check"),
    path("reviews/<int:review_id>/done/", staff(answering.done), name="done"),
    path("reviews/<int:review_id>/day.ics", staff(calendar.next_day), name="next_day"),
    path(
        "reviews/<int:review_id>/answers.pdf",
        staff(copies.answers_pdf),
        name="answers_pdf",
    ),
    path(
        "reviews/<int:review_id>/paper.pdf", staff(copies.paper_pdf), name="paper_pdf"
    ),
    path(
        "reviews/<int:review_id>/result.pdf",
        staff(copies.result_pdf),
        name="result_pdf",
    ),
    path("reviews/<int:review_id>/panel/", staff(panels.panel), name="panel"),
    path("reviews/<int:review_id>/invite/", staff(planning.invite), name="invite"),
    path("reviews/<int:review_id>/paper/", staff(paper.paper), name="paper"),
    path(
        "reviews/<int:review_id>/enter/",
        staff(paper.choose_person),
        name="choose_person",
    ),
    path(
        "reviews/<int:review_id>/enter/<int:panelist_id>/",
        staff(paper.enter),
        name="enter",
    ),
    path("reviews/<int:review_id>/move/", staff(moves.snooze), name="snooze"),
    path("reviews/<int:review_id>/move/object/", staff(moves.object_to), name="object"),
    path(
        "reviews/<int:review_id>/panel/confirm/",
        staff(moves.confirm_people),
        name="confirm_people",
    ),
    path("reviews/<int:review_id>/result/", staff(results.result), name="result"),
    path(
        "reviews/<int:review_id>/answers/",
        staff(raw_answers.single_answers),
        name="single_answers",
    ),
    path(
        "reviews/<int:review_id>/corrections/",
        staff(corrections.corrections),
        name="corrections",
    ),
    path(
        "reviews/<int:review_id>/corrections/decide/",
        staff(decisions.decide),
        name="decide",
    ),
    path(
        "reviews/<int:review_id>/corrections/<int:panelist_id>/<str:code>/",
        staff(corrections.correct),
        name="correct",
    ),
    path("reviews/<int:review_id>/talk/", staff(talks.talk), name="talk"),
    path("reviews/<int:review_id>/confirm/", staff(talks.confirm), name="confirm"),
    path(
        "reviews/<int:review_id>/confirm/partner/",
        staff(talks.confirm_for_partner),
        name="confirm_for_partner",
    ),
    path("reviews/<int:review_id>/cancel/", staff(endings.cancel), name="cancel"),
    path("reviews/<int:review_id>/complete/", staff(endings.complete), name="complete"),
]
PARTNER_PAGES = [
    path("r/<str:token>/", links.landing, name="landing"),
    path("r/<str:token>/not-me/", not_me.not_me, name="not_me"),
    path("links/new/", links.link_new, name="link_new"),
    path("links/asked/", links.link_asked, name="link_asked"),
    path("answer/leave/", links.leave, name="partner_leave"),
    path(
        "answer/<int:review_id>/", partner(hub.hub, purposes=LOOK), name="partner_hub"
    ),
    path(
        "answer/<int:review_id>/all/",
        partner(answering.answer_all),
        name="partner_answer_all",
    ),
    path(
        "answer/<int:review_id>/closing/",
        partner(answering.closing),
        name="partner_closing",
    ),
    path(
        "answer/<int:review_id>/safety/",
        partner(safety.safety),
        name="partner_safety",
    ),
    path(
        "answer/<int:review_id>/check/",
        partner(answering.check),
        name="partner_check",
    ),
    path(
        "answer/<int:review_id>/day.ics",
        partner(calendar.next_day),
        name="partner_next_day",
    ),
    path("answer/<int:review_id>/done/", partner(answering.done), name="partner_done"),
    path(
        "answer/<int:review_id>/answers.pdf",
        partner(copies.answers_pdf),
        name="partner_answers_pdf",
    ),
    path(
        "answer/<int:review_id>/paper.pdf",
        partner(copies.paper_pdf, purposes=LOOK),
        name="partner_paper_pdf",
    ),
    path(
        "answer/<int:review_id>/result.pdf",
        partner(copies.result_pdf, purposes=LOOK),
        name="partner_result_pdf",
    ),
    path(
        "answer/<int:review_id>/paper/",
        partner(paper.paper, purposes=LOOK),
        name="partner_paper",
    ),
    path(
        "answer/<int:review_id>/move/",
        partner(moves.snooze, purposes=LOOK),
        name="partner_snooze",
    ),
    path(
        "answer/<int:review_id>/move/object/",
        partner(moves.object_to, purposes=LOOK),
        name="partner_object",
    ),
    path(
        "answer/<int:review_id>/panel/confirm/",
        partner(moves.confirm_people, purposes=LOOK),
        name="partner_confirm_people",
    ),
    path(
        "table/<int:table_id>/our-page/",
        partner_table(links.ask_home_at_table, purposes=ONE_TABLE),
        name="partner_table_home",
    ),
    path(
        "answer/<int:review_id>/home/",
        partner(links.ask_home),
        name="partner_ask_home",
    ),
    path(
        "answer/<int:review_id>/result/",
        partner(results.result, purposes=LOOK),
        name="partner_result",
    ),
    path(
        "answer/<int:review_id>/confirm/",
        partner(talks.confirm, purposes=CONFIRM),
        name="partner_confirm",
    ),
    path(
        "answer/<int:review_id>/<str:code>/files/",
        partner(evidence.evidence),
        name="partner_evidence",
    ),
    path(
        "answer/<int:review_id>/corrections/",
        partner(corrections.corrections),
        name="partner_corrections",
    ),
    path(
        "answer/<int:review_id>/corrections/<int:panelist_id>/<str:code>/",
        partner(corrections.correct),
        name="partner_correct",
    ),
    path(
        "answer/<int:review_id>/<str:code>/",
        partner(answering.answer),
        name="partner_answer",
    ),
]
SETUP_PAGES = [
    path("setup/instruments/", instruments.instruments, name="instruments"),
    path(
        "setup/instruments/<int:instrument_id>/",
        instruments.instrument,
        name="instrument",
    ),
    path(
        "setup/instruments/<int:instrument_id>/copy/",
        instruments.instrument_copy,
        name="instrument_copy",
    ),
    path(
        "setup/instruments/<int:instrument_id>/freeze/",
        instruments.instrument_freeze,
        name="instrument_freeze",
    ),
    path(
        "setup/instruments/<int:instrument_id>/counts/<str:place>/",
        instrument_words.instrument_dimension,
        name="instrument_dimension",
    ),
    path(
        "setup/instruments/<int:instrument_id>/<str:language>/",
        instrument_words.instrument_language,
        name="instrument_language",
    ),
    path(
        "setup/instruments/<int:instrument_id>/<str:language>/check/",
        instruments.instrument_check,
        name="instrument_check",
    ),
    path(
        "setup/instruments/<int:instrument_id>/<str:language>/preview/",
        instrument_words.instrument_preview,
        name="instrument_preview",
    ),
    path(
        "setup/instruments/<int:instrument_id>/<str:language>/<str:place>/",
        instrument_words.instrument_words,
        name="instrument_words",
    ),
]
urlpatterns: list[URLPattern | URLResolver] = [
    *STAFF_PAGES,
    *SETUP_PAGES,
    *PARTNER_PAGES,
]
