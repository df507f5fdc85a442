"""The stage page and the forms of the steps, as people meet them."""

import re

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.models import GateNote, StagePause
from eclt_partners.lifecycle.rules.lines import Gap, Lack
from eclt_partners.lifecycle.views.consequences import consequences_of
from eclt_partners.lifecycle.views.mending import PART_OF, PARTNER_LACKS, mending
from eclt_partners.lifecycle.views.steps_shown import steps_shown
from partners.choices import Stage
from partners.models import Partner
from tests.cast import TODAY
from tests.dashboards.views.pages import client_of, queries_of
from tests.documents.files import PDF
from tests.lifecycle.world import (
    at,
    check,
    function,
    goal,
    make_ready,
    move,
    open_renegotiation,
    read,
)

IN_THE_FORM = {
    *(Lack.NO_REASON, Lack.NO_ASKER, Lack.NO_LOOK_AGAIN, Lack.LOOK_AGAIN_PAST),
    *(Lack.LOOK_AGAIN_LATE, Lack.NOTHING_GOES_ON, Lack.NO_CASES_CONTACT),
    *(Lack.NO_CATEGORY, Lack.NO_NOTICE, Lack.NO_CHILDREN_PLAN),
    *(Lack.NOT_INVITED_TO_TALK, Lack.NO_CHECK_CONTACT),
}


def page(cast, who, name="stage", *args):
    address = reverse(f"lifecycle:{name}", args=[cast.malawi_partnership.pk, *args])
    return client_of(getattr(cast, who)).get(address)


def send(cast, who, name, *args, **fields):
    address = reverse(f"lifecycle:{name}", args=[cast.malawi_partnership.pk, *args])
    return client_of(getattr(cast, who)).post(address, fields)


def stage_now(cast) -> str:
    cast.malawi_partnership.refresh_from_db()
    return cast.malawi_partnership.stage


@pytest.mark.parametrize("lack", list(Lack))
def test_no_line_of_a_gate_is_a_dead_end(cast, lack) -> None:
    named = lack in {Lack.CHECK_OPEN, *PARTNER_LACKS}
    found = mending(Gap(lack, "x", key=1 if named else 0), cast.malawi_partnership)

    assert bool(found.url) != (lack in IN_THE_FORM)


def test_a_missing_registration_leads_to_the_form_of_the_partner(cast) -> None:
    at(cast, Stage.EXPLORING)
    Partner.objects.filter(pk=cast.malawi_party.partner_id).update(
        registration_number=""
    )
    form = reverse("partners:edit", args=[cast.malawi_party.partner_id])

    assert f'<a href="{form}">' in page(cast, "brian").content.decode()


def test_the_page_says_what_is_missing_and_where_to_mend_it(cast) -> None:
    at(cast, Stage.EXPLORING)
    shown = page(cast, "brian").content.decode()

    note = reverse("lifecycle:note", args=[cast.malawi_partnership.pk, "BRINGS"])
    line = f'<a href="{note}?side=PARTNER">Partner: write what this side brings.</a>'
    assert "Getting to know each other" in shown
    assert line in shown
    asked = client_of(cast.brian).get(f"{note}?side=PARTNER").content.decode()
    chosen = re.findall(r'<input[^>]*name="side"[^>]*\bchecked\b[^>]*>', asked)
    assert [('value="PARTNER"' in each) for each in chosen] == [True]


def test_who_may_mend_nothing_is_led_to_no_refusal(cast) -> None:
    at(cast, Stage.EXPLORING)
    shown = page(cast, "eve").content.decode()

    assert "Partner: write what this side brings." in shown
    assert "/notes/" not in shown


def test_what_the_step_itself_asks_is_gathered_below_what_is_mended_elsewhere(
    cast,
) -> None:
    at(cast, Stage.ACTIVE)
    place, dan = cast.malawi_partnership, cast.actor("dan")
    steps = {each.stage: each for each in steps_shown(dan, place, today=TODAY)}
    pause = steps[Stage.PAUSED]
    assert pause.to_give[0].words == "Write why."
    assert pause.to_mend == []
    shown = page(cast, "dan").content.decode()
    assert "The step itself asks you:" in shown


@pytest.mark.parametrize("part", sorted(set(PART_OF.values())))
def test_each_part_to_which_a_line_leads_is_on_the_page(cast, part) -> None:
    address = reverse("dashboards:partnership", args=[cast.malawi_partnership.pk])

    assert f'id="{part}"' in client_of(cast.brian).get(address).content.decode()


def test_who_shapes_an_agreement_is_led_to_the_agreements(cast) -> None:
    at(cast, Stage.SHAPING)
    shown = page(cast, "brian").content.decode()

    address = reverse("dashboards:partnership", args=[cast.malawi_partnership.pk])
    assert "Begin to work together" in shown
    assert f'href="{address}#agreements"' in shown


def test_only_a_director_is_asked_why_a_warning_may_be_passed(cast) -> None:
    at(cast, Stage.EXPLORING)
    asked = "pass_reason"

    assert asked not in page(cast, "brian", "step", "SHAPING").content.decode()
    assert asked in page(cast, "dan", "step", "SHAPING").content.decode()


def test_a_reader_without_the_right_learns_who_can_do_it(cast) -> None:
    shown = page(cast, "amina").content.decode()

    assert "You cannot take this step. A country manager or a director can." in shown
    assert reverse("lifecycle:end", args=[cast.malawi_partnership.pk]) not in shown


def test_a_country_manager_learns_what_only_a_director_can_do(cast) -> None:
    shown = page(cast, "brian").content.decode()

    assert "You cannot take this step. A director can." in shown
    assert "A country manager or a director can." not in shown


def test_an_owner_who_has_not_answered_is_asked_on_the_plan(cast) -> None:
    at(cast, Stage.TRANSITION)
    function(cast, owner_accepted_on=None)
    shown = page(cast, "dan").content.decode()

    plan = reverse("partners:plan", args=[cast.malawi_partnership.pk])
    declined = reverse(
        "lifecycle:note", args=[cast.malawi_partnership.pk, "OWNER_DECLINED"]
    )
    assert f'<a href="{plan}">Clubs: has the local owner said yes or no?</a>' in shown
    assert f'<a href="{declined}">Or note that the owner said no</a>' in shown


def test_open_talks_are_told_at_the_steps_that_wait(cast) -> None:
    make_ready(cast)
    open_renegotiation(cast)

    shown = page(cast, "dan").content.decode()
    assert "is being talked about. Finish that first." in shown
    assert reverse("lifecycle:pause", args=[cast.malawi_partnership.pk]) in shown
    assert reverse("lifecycle:close", args=[cast.malawi_partnership.pk]) not in shown


@pytest.mark.parametrize("stage", [each for each in Stage if each != Stage.PAUSED])
def test_the_page_opens_at_every_stage(cast, stage) -> None:
    at(cast, stage)

    assert page(cast, "dan").status_code == 200


@pytest.mark.parametrize("stage", [Stage.SHAPING, Stage.CONCLUDED, Stage.PAUSED])
def test_every_step_says_what_it_brings(cast, stage) -> None:
    assert consequences_of(cast.malawi_partnership, stage)


def test_a_missing_thing_is_noted_and_the_gate_opens_a_line(cast) -> None:
    at(cast, Stage.EXPLORING)
    for _press in range(2):
        send(cast, "amina", "note", "BRINGS", side="PARTNER", text="Twelve teachers")

    assert GateNote.objects.get().text == "Twelve teachers"
    shown = page(cast, "brian").content.decode()
    assert "Partner: write what this side brings." not in shown


def test_the_no_of_a_local_owner_names_what_it_is_about(cast) -> None:
    clubs = function(cast, owner_accepted_on=None)

    empty = send(cast, "amina", "note", "OWNER_DECLINED", text="No money")
    assert "Choose what the local owner said no to" in empty.content.decode()
    send(cast, "amina", "note", "OWNER_DECLINED", text="No", function=clubs.pk)
    assert GateNote.objects.get(kind=NoteKind.OWNER_DECLINED).function == clubs


def test_an_unknown_note_is_a_missing_page(cast) -> None:
    assert page(cast, "amina", "note", "WEATHER").status_code == 404
    assert page(cast, "dan", "step", "PAUSED").status_code == 404


def test_what_blocks_elsewhere_stands_above_the_form(cast) -> None:
    at(cast, Stage.EXPLORING)
    answer = send(cast, "brian", "step", "SHAPING").content.decode()

    assert "There is a problem" in answer
    assert "Foundation: write what this side hopes for." in answer
    assert stage_now(cast) == Stage.EXPLORING


def test_a_manager_takes_a_step_whose_gate_is_open(cast) -> None:
    make_ready(cast)
    at(cast, Stage.EXPLORING)

    answer = send(cast, "brian", "step", "SHAPING")

    assert answer.url == reverse("lifecycle:stage", args=[cast.malawi_partnership.pk])
    assert stage_now(cast) == Stage.SHAPING


def test_a_second_press_leads_where_the_first_led_and_says_the_same(cast) -> None:
    make_ready(cast)
    at(cast, Stage.EXPLORING)

    first, second = (send(cast, "brian", "step", "SHAPING") for _press in range(2))

    assert first.url == second.url
    said = [
        [str(each) for each in get_messages(one.wsgi_request)]
        for one in (first, second)
    ]
    assert said == [["The stage is now: Agreeing how we will work."]] * 2


def test_not_going_ahead_without_a_reason_is_answered_at_the_field(cast) -> None:
    at(cast, Stage.EXPLORING)
    answer = send(cast, "brian", "step", "NOT_PURSUED").content.decode()

    assert "Write why" in answer
    assert "Write what you learned" in answer


def test_a_director_pauses_and_goes_on(cast) -> None:
    send(
        cast,
        "dan",
        "pause",
        reason="Flood",
        asked_by="PARTNER",
        look_again_on="31 1 2027",
        goes_on="The clubs",
        cases_contact="Grace",
    )
    assert StagePause.objects.get().asked_by == "PARTNER"

    send(cast, "dan", "resume", foundation_note="Dry", partner_note="Roads are open")
    assert stage_now(cast) == Stage.ACTIVE
    shown = page(cast, "amina").content.decode()
    assert "Roads are open" in shown
    assert "For children's cases: Grace" in shown


def test_the_safeguarding_lead_pauses_without_seeing_more(cast) -> None:
    shown = page(cast, "sam", "pause")
    assert shown.status_code == 200
    assert page(cast, "sam").status_code == 404

    answer = send(
        cast,
        "sam",
        "pause",
        reason="Safety",
        asked_by="FOUNDATION",
        look_again_on="31 1 2027",
        goes_on="Calls",
        cases_contact="Grace",
    )
    assert answer.url == reverse("partners:incidents")
    assert stage_now(cast) == Stage.PAUSED


def test_a_partnership_ends_early_with_its_notice(cast) -> None:
    send(
        cast,
        "dan",
        "end",
        category="MONEY",
        reason="The budget was cut",
        children_plan="The school goes on",
        talk_invited_on="20 11 2026",
        contact=cast.gift.pk,
        file=SimpleUploadedFile("notice.pdf", PDF),
    )

    assert stage_now(cast) == Stage.ENDED_EARLY
    shown = page(cast, "amina").content.decode()
    assert "The school goes on" in shown
    assert "6 months after the end" in shown


def test_a_final_step_says_first_that_it_cannot_be_taken_back(cast) -> None:
    at(cast, Stage.TRANSITION)

    for name in ("close", "end"):
        assert "This cannot be taken back" in page(cast, "dan", name).content.decode()


def test_a_step_that_does_not_fit_leads_back(cast) -> None:
    at(cast, Stage.SUSTAINING)
    answer = page(cast, "dan", "pause")

    assert answer.url == reverse("lifecycle:stage", args=[cast.malawi_partnership.pk])


@pytest.mark.parametrize(("name", "more"), [("step", ["TRANSITION"]), ("close", [])])
def test_the_form_of_a_step_that_waits_for_talks_says_so_before_it_is_filled(
    cast, name, more
) -> None:
    make_ready(cast)
    open_renegotiation(cast)
    answer = page(cast, "dan", name, *more)

    talks = "A change of an agreement is being talked about. Finish that first."
    assert answer.url == reverse("lifecycle:stage", args=[cast.malawi_partnership.pk])
    assert [str(each) for each in get_messages(answer.wsgi_request)] == [talks]


def test_talks_that_begin_while_a_form_is_open_keep_what_was_typed(cast) -> None:
    make_ready(cast)
    open_renegotiation(cast)
    typed = {"reason": "Both want it", "contact": cast.gift.pk}
    answer = send(cast, "dan", "close", **typed)

    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Finish that first." in shown
    assert "Both want it" in shown


def test_a_passed_warning_is_shown_with_its_reason(cast) -> None:
    make_ready(cast)
    cast.nyali.registration_number = ""
    cast.nyali.save()
    move(cast, at(cast, Stage.EXPLORING), Stage.SHAPING, pass_reason="On its way")

    shown = page(cast, "amina").content.decode()
    assert "On its way" in shown


def test_the_page_takes_the_same_queries_with_more_to_show(cast) -> None:
    at(cast, Stage.ACTIVE)
    address = reverse("lifecycle:stage", args=[cast.malawi_partnership.pk])
    function(cast, "One")
    goal(cast)
    check(cast, 6)
    move(cast, at(cast, Stage.ACTIVE), Stage.PAUSED)
    move(cast, at(cast, Stage.PAUSED, Stage.ACTIVE), Stage.ACTIVE)
    few = queries_of(client_of(cast.dan), address)
    for name in ("Two", "Three"):
        read(function(cast, name))
    check(cast, 12)
    move(cast, at(cast, Stage.ACTIVE), Stage.PAUSED)
    move(cast, at(cast, Stage.PAUSED, Stage.ACTIVE), Stage.ACTIVE)

    assert queries_of(client_of(cast.dan), address) == few
    assert few <= 45


def test_a_new_chapter_asks_why_and_the_reason_stays_in_the_history(cast) -> None:
    at(cast, Stage.SUSTAINING)
    first = page(cast, "brian", "step", "SHAPING").content.decode()
    assert "Why (optional)" not in first
    assert "Write why" in send(cast, "brian", "step", "SHAPING").content.decode()

    send(cast, "brian", "step", "SHAPING", reason="Clubs in a new valley")
    assert "Clubs in a new valley" in page(cast, "brian", "stage").content.decode()
