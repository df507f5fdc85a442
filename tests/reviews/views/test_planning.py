"""Reviews are planned, given to people, asked for, listed and ended."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actor import SYSTEM
from partners.choices import Side
from partners.models import Contact
from reviews.choices import AnswerMode, ReviewState
from reviews.models import Panelist, Review
from reviews.services.panels import set_panel
from tests.reviews.factories import answer_all, fresh, make_review, seat_of_person


@pytest.fixture
def amina(cast, sign_in):
    return sign_in(cast.amina)


@pytest.fixture
def brian(cast, sign_in):
    return sign_in(cast.brian)


def url(page, *args):
    return reverse(f"reviews:{page}", args=args)


def body(response):
    return response.content.decode()


def seen_in(page, name):
    return re.search(rf'name="{name}" value="(\w+)"', page)[1]


def entries(verb: str) -> int:
    return AuditEntry.objects.filter(verb=verb).count()


def panel_form(foundation, partner, **changes):
    sides = {"foundation": foundation, f"party-{changes.pop('party')}": partner}
    given = {}
    for prefix, people in sides.items():
        given[f"{prefix}-people"] = [each.pk for each in people]
        given[f"{prefix}-mode"] = changes.get("mode", AnswerMode.INDIVIDUAL)
    return given


def test_planning_leads_to_who_answers(cast, amina):
    given = {"kind": "FULL", "due_on": "27 1 2027"}
    response = amina.post(url("schedule", cast.malawi_partnership.pk), given)
    assert response.url == url("panel", Review.objects.get().pk)


def test_a_day_in_the_past_is_refused_and_kept(cast, amina):
    given = {"kind": "FULL", "due_on": "27 1 2020"}
    page = body(amina.post(url("schedule", cast.malawi_partnership.pk), given))
    assert "Choose today or a later day." in page
    assert "27 1 2020" in page


def test_planning_needs_the_right_to(cast, sign_in):
    address = url("schedule", cast.malawi_partnership.pk)
    assert sign_in(cast.fay).get(address).status_code == 403
    assert sign_in(cast.chloe).get(address).status_code == 404


def test_the_panel_page_offers_people_who_may_answer(amina, review):
    page = body(amina.get(url("panel", review.pk)))
    for name in ("Amina", "Brian", "Dan", "Gift"):
        assert name in page
    for name in ("Chloe", "Fay", "Grace"):
        assert name not in page


def test_a_panel_can_be_changed(cast, amina, review):
    given = panel_form(
        [cast.amina, cast.brian], [cast.gift], party=cast.malawi_party.pk
    )
    assert amina.post(url("panel", review.pk), given).url == url("hub", review.pk)
    assert review.panelists.filter(user=cast.brian).exists()


def test_a_choice_that_somebody_made_meanwhile_is_shown_first(
    cast, amina, brian, review
):
    place = url("panel", review.pk)
    page = body(brian.get(place))
    party = cast.malawi_party.pk
    names = ("foundation-seen", f"party-{party}-seen")
    seen = {name: seen_in(page, name) for name in names}
    given = panel_form([cast.amina, cast.brian], [cast.gift], party=party)
    # Pressed twice.
    for _press in range(2):
        assert amina.post(place, given | seen).status_code == 302
    other = panel_form([cast.amina], [cast.gift], party=party)

    refused = brian.post(place, other | seen)

    page = body(refused)
    assert refused.status_code == 409
    assert "Somebody changed this while you had the page open" in page
    assert "What stands there now: Amina" in page
    assert review.panelists.filter(user=cast.brian, left_at=None).exists()
    seen = {name: seen_in(page, name) for name in names}
    assert brian.post(place, other | seen).status_code == 302
    assert not review.panelists.filter(user=cast.brian, left_at=None).exists()


def test_a_side_needs_somebody(cast, amina, review):
    given = panel_form([], [cast.gift], party=cast.malawi_party.pk)
    page = body(amina.post(url("panel", review.pk), given))
    assert "Foundation: choose at least one person" in page


def test_somebody_who_answered_cannot_be_left_out(cast, amina, review):
    answer_all(seat_of_person(review, cast.amina))
    given = panel_form([cast.brian], [cast.gift], party=cast.malawi_party.pk)
    assert "There is a problem" in body(amina.post(url("panel", review.pk), given))


def test_a_panel_of_a_closed_review_has_no_page(cast, amina, now):
    closed = make_review(cast, state=ReviewState.CLOSED, now=now)
    assert amina.get(url("panel", closed.pk)).status_code == 409


def test_a_second_press_on_a_choice_that_closed_the_review_leads_where_the_first_led(
    cast, amina
):
    review = make_review(cast, users=[cast.amina, cast.brian])
    for person in (cast.amina, cast.gift):
        answer_all(seat_of_person(review, person))
    given = panel_form([cast.amina], [cast.gift], party=cast.malawi_party.pk)
    first, second = (amina.post(url("panel", review.pk), given) for _ in range(2))

    assert fresh(review).state == ReviewState.CLOSED
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert entries("reviews.panel.set") == 1


def test_both_sides_change_in_one_press_though_the_first_change_could_close_the_review(
    cast, amina
):
    review = make_review(cast, users=[cast.amina, cast.brian])
    for person in (cast.amina, cast.gift):
        answer_all(seat_of_person(review, person))
    mercy = Contact.objects.create(
        partner=cast.nyali, name="Mercy", email="mercy@mdlo.example", time_zone="UTC"
    )
    given = panel_form([cast.amina], [cast.gift, mercy], party=cast.malawi_party.pk)
    answer = amina.post(url("panel", review.pk), given)

    assert answer.status_code == 302
    assert entries("reviews.panel.set") == 2
    assert fresh(review).state == ReviewState.OPEN


def test_the_list_can_change_after_somebody_answered_and_left_the_partner(cast, amina):
    mercy = Contact.objects.create(
        partner=cast.nyali, name="Mercy", email="mercy@mdlo.example", time_zone="UTC"
    )
    review = make_review(cast, users=[cast.amina], contacts=[cast.gift, mercy])
    answer_all(seat_of_person(review, mercy))
    Contact.objects.filter(pk=mercy.pk).update(left_on=review.due_on)
    given = panel_form([cast.brian], [cast.gift], party=cast.malawi_party.pk)
    assert amina.post(url("panel", review.pk), given).status_code == 302
    seats = Panelist.objects.filter(review=review, left_at=None)
    people = {seat.user_id or seat.contact_id for seat in seats}
    assert people == {cast.brian.pk, cast.gift.pk, mercy.pk}


def test_who_answered_and_lost_their_role_keeps_the_seat_and_may_be_the_only_one(
    cast, amina
):
    review = make_review(cast, users=[cast.brian])
    answer_all(seat_of_person(review, cast.brian))
    RoleAssignment.objects.filter(user=cast.brian).delete()
    given = panel_form([], [cast.gift], party=cast.malawi_party.pk)
    assert amina.post(url("panel", review.pk), given).status_code == 302
    assert entries("reviews.panel.set") == 0
    given = panel_form([cast.amina], [cast.gift], party=cast.malawi_party.pk)
    for _press in range(2):
        assert amina.post(url("panel", review.pk), given).status_code == 302
    assert entries("reviews.panel.set") == 1
    assert review.panelists.filter(party=None, left_at=None).count() == 2


def test_asking_needs_a_press(amina, review):
    assert amina.get(url("invite", review.pk)).status_code == 405


def test_asking_says_how_many_were_asked(amina, review):
    page = body(amina.post(url("invite", review.pk), follow=True))
    assert "2 people were asked by mail." in page
    again = body(amina.post(url("invite", review.pk), follow=True))
    assert "Nobody was asked" in again


def test_asking_says_who_is_passed_over_because_of_a_mail_of_today(cast, amina, review):
    amina.post(url("invite", review.pk))
    both = [cast.amina, cast.brian]
    given = panel_form(both, [cast.gift], party=cast.malawi_party.pk)
    amina.post(url("panel", review.pk), given)
    page = body(amina.post(url("invite", review.pk), follow=True))
    assert "1 person was asked by mail." in page
    words = "2 people got a mail about this review today and are not asked again."
    assert words in page


def test_asking_says_who_cannot_be_asked_by_mail(cast, amina):
    mercy = Contact.objects.create(
        partner=cast.nyali, name="Mercy", phone="+265 1 234", time_zone="UTC"
    )
    review = make_review(cast, users=[cast.amina], contacts=[cast.gift, mercy])
    page = body(amina.post(url("invite", review.pk), follow=True))
    assert "2 people were asked by mail." in page
    assert "1 person has no e-mail address that works. Ask by phone or on paper" in page
    again = body(amina.post(url("invite", review.pk), follow=True))
    assert "Who can be asked by mail has answered, or got a mail about this" in again
    assert "1 person has no e-mail address that works" in again


def test_cancelling_says_what_will_happen_first(brian, review):
    page = body(brian.get(url("cancel", review.pk)))
    assert "What will happen" in page
    assert fresh(review).state == ReviewState.OPEN


def test_cancelling_needs_a_reason(brian, review):
    assert "Write the reason" in body(brian.post(url("cancel", review.pk), {}))


def test_cancelling_keeps_the_reason_on_the_page(brian, review):
    given = {"reason": "The office moved."}
    page = body(brian.post(url("cancel", review.pk), given, follow=True))
    assert "The office moved." in page


def test_a_cancelled_review_names_nobody_who_would_read_answers(cast, brian, amina):
    review = make_review(cast)
    assert "Who reads your answers" in body(amina.get(url("hub", review.pk)))
    brian.post(url("cancel", review.pk), {"reason": "The office moved."})
    assert "Who reads your answers" not in body(amina.get(url("hub", review.pk)))


def test_a_second_press_on_cancel_leads_where_the_first_led(brian, review):
    given = {"reason": "The office moved."}
    first, second = (brian.post(url("cancel", review.pk), given) for _ in range(2))

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert entries("reviews.review.cancelled") == 1


def test_a_cancelled_review_is_not_cancelled_for_another_reason(brian, review):
    for reason, status in (("The office moved.", 302), ("A flood.", 409), ("", 409)):
        answer = brian.post(url("cancel", review.pk), {"reason": reason})
        assert answer.status_code == status

    assert fresh(review).cancel_reason == "The office moved."


def test_a_second_press_on_complete_leads_where_the_first_led(cast, amina, now):
    closed = make_review(cast, state=ReviewState.CLOSED, partner=None, now=now)
    given = {"reason": "The partner did not answer."}
    first, second = (amina.post(url("complete", closed.pk), given) for _ in range(2))

    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert entries("reviews.review.completed") == 1


def test_an_officer_may_not_cancel(amina, review):
    assert amina.get(url("cancel", review.pk)).status_code == 403
    assert "Cancel this review" not in body(amina.get(url("hub", review.pk)))


def test_a_review_with_one_side_can_be_completed_without_a_talk(cast, amina, now):
    closed = make_review(cast, state=ReviewState.CLOSED, partner=None, now=now)
    amina.post(url("complete", closed.pk), {"reason": "They could not be reached."})
    assert fresh(closed).state == ReviewState.COMPLETED


def test_log_a_review_leads_to_the_only_open_one(amina, review):
    assert amina.get(url("log")).url == url("hub", review.pk)


def test_log_a_review_lets_choose_when_nothing_waits(brian, review):
    page = body(brian.get(url("log")))
    assert "Nothing waits for your answers." in page
    assert url("schedule", review.partnership_id) in page


def test_the_list_shows_own_answers_first(amina, review):
    page = body(amina.get(url("list")))
    assert "My answers (1)" in page
    assert 'aria-current="page">My answers' in page


def test_a_review_waits_for_the_partner_once_the_foundation_is_in(cast, amina, review):
    answer_all(seat_of_person(review, cast.amina))
    page = body(amina.get(f"{url('list')}?show=partner"))
    assert "Nyali Trust" in page
    assert "Foundation 1 of 1, Partner 0 of 1" in page


@pytest.mark.parametrize(
    "show", ["due", "overdue", "drafts", "partner", "talk", "done"]
)
def test_a_stranger_sees_no_review_in_any_list(cast, sign_in, review, show):
    page = body(sign_in(cast.chloe).get(f"{url('list')}?show={show}"))
    assert "Nyali Trust" not in page


def test_a_late_review_is_listed_as_late(cast, sign_in, review, now):
    with time_machine.travel(now + timedelta(days=17), tick=True):
        page = body(sign_in(cast.amina).get(f"{url('list')}?show=overdue"))
    assert "3 days late" in page


def test_a_late_review_with_a_new_day_says_when_it_was_first_due(
    cast, sign_in, review, now
):
    Review.objects.filter(pk=review.pk).update(due_on=now + timedelta(days=31))
    with time_machine.travel(now + timedelta(days=17), tick=True):
        amina = sign_in(cast.amina)
        listed = body(amina.get(f"{url('list')}?show=overdue"))
        page = body(amina.get(url("hub", review.pk)))
    for shown in (listed, page):
        assert "24 Dec 2026 (in 14 days)" in shown
        assert "First due" in shown
        assert "7 Dec 2026 (3 days late)" in shown


def test_the_list_asks_the_same_number_of_questions_for_many_rows(
    cast, amina, review, django_assert_max_num_queries, now
):
    for kind in ("PULSE", "TALK", "PULSE"):
        make_review(cast, kind=kind, now=now)
    with django_assert_max_num_queries(18):
        amina.get(f"{url('list')}?show=due")


def test_answering_together_is_shown_as_one_answer(cast, amina, review, now):
    set_panel(
        actor=SYSTEM,
        now=now,
        review=review,
        side=Side.PARTNER,
        party=cast.malawi_party,
        contact_ids=[cast.gift.pk],
        mode=AnswerMode.TOGETHER,
    )
    assert "One answer together: not in yet" in body(amina.get(url("hub", review.pk)))


def test_an_open_review_says_since_when_people_are_asked(brian, review):
    page = body(brian.get(url("hub", review.pk)))
    assert "Open for answers since 23 Nov 2026." in page


def test_a_review_that_is_closed_no_longer_says_it(cast, brian, now):
    closed = make_review(cast, state=ReviewState.CLOSED, now=now)
    assert "Open for answers since" not in body(brian.get(url("hub", closed.pk)))


@pytest.mark.parametrize("page", ["list", "log"])
def test_days_are_counted_where_the_review_is(cast, sign_in, review, now, page):
    """At 23:00 in Greenwich the next day has begun in Malawi."""
    left = (review.due_on - now.date()).days
    with time_machine.travel(now.replace(hour=23), tick=False):
        amina = sign_in(cast.amina)
        shown = body(amina.get(url(page) + "?choose&show=drafts"))
    assert f"(in {left - 1} days)" in shown
    assert f"(in {left} days)" not in shown
