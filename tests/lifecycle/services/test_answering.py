"""A check after the end is answered once, by the partner or for it."""

from datetime import date, timedelta

import pytest

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import IllegalTransition, InvalidInput, NotPermitted
from eclt_partners.lifecycle.choices import Lasts
from eclt_partners.lifecycle.selectors.checks import outcome_of, result_of
from eclt_partners.lifecycle.services.answering import (
    ClosingWords,
    ItemGiven,
    answer_check,
)
from partners.choices import CheckState, Fate, HowKnown
from partners.models import AfterCheckItem, AfterCheckReport, Contact
from tests.cast import NOW, TODAY
from tests.lifecycle.world import function, open_check

WORDS = ClosingWords("The school", "The council", "The hours", "Leave slower", True)


def visitor(cast, contact=None):
    """A person of the partner who came by the link to a check."""
    return actor_of_link(
        PartnerLink(
            contact_id=(contact or cast.gift).pk,
            partnership_id=cast.malawi_partnership.pk,
            purpose=LinkPurpose.AFTER_CHECK,
        )
    )


def said(of, lasts=Lasts.AS_BEFORE, how=HowKnown.OWNER):
    return ItemGiven(of, lasts, how)


def answer(cast, check, *items, who="amina", words=WORDS, told_by=None, now=NOW):
    actor = cast.actor(who) if isinstance(who, str) else who
    return answer_check(
        actor=actor, now=now, check=check, items=items, words=words, told_by=told_by
    )


def test_an_officer_enters_what_was_told_by_phone(cast) -> None:
    check, clubs = open_check(cast), function(cast)
    found = answer(cast, check, said(clubs, Lasts.GROWN), told_by=cast.gift)

    assert (found.state, found.settled_on) == (CheckState.DONE, TODAY)
    report = AfterCheckReport.objects.get()
    assert report.entered_by == f"user:{cast.amina.pk}"
    assert report.entered_for == f"contact:{cast.gift.pk}"
    item = AfterCheckItem.objects.get()
    assert (item.value, item.has_grown, item.how_known) == (3, True, "OWNER")
    entry = AuditEntry.objects.get(verb="lifecycle.check.answered")
    assert entry.facts == {"month": 6, "told_by": cast.gift.pk}


def test_the_person_whom_we_ask_answers_by_the_link(cast) -> None:
    check, clubs = open_check(cast), function(cast)
    answer(cast, check, said(clubs), who=visitor(cast))

    report = AfterCheckReport.objects.get()
    assert (report.entered_by, report.entered_for) == (f"contact:{cast.gift.pk}", "")
    result = result_of(check)
    assert (result.teller, result.writer) == ("Gift", "")


def test_another_person_of_the_partner_does_not_answer(cast) -> None:
    other = Contact.objects.create(
        partner=cast.nyali, name="Zola", email="z@x.example", time_zone="UTC"
    )
    check = open_check(cast)

    with pytest.raises(NotPermitted):
        answer(cast, check, who=visitor(cast, other))


def test_a_partner_does_not_write_in_the_name_of_somebody_else(cast) -> None:
    with pytest.raises(NotPermitted):
        answer(cast, open_check(cast), who=visitor(cast), told_by=cast.gift)


def test_people_of_elsewhere_tell_nothing_here(cast) -> None:
    with pytest.raises(InvalidInput) as refusal:
        answer(cast, open_check(cast), told_by=cast.grace)
    assert set(refusal.value.problems) == {"told_by"}


@pytest.mark.parametrize("who", ["chloe", "eve", "fay", "ada", "sam"])
def test_who_does_not_answer_reviews_answers_no_check(cast, who) -> None:
    with pytest.raises(NotPermitted):
        answer(cast, open_check(cast), who=who)


def test_a_check_is_answered_once(cast) -> None:
    check, clubs = open_check(cast), function(cast)
    answer(cast, check, said(clubs))

    with pytest.raises(IllegalTransition):
        answer(cast, check, said(clubs))
    assert AfterCheckReport.objects.count() == 1


@pytest.mark.parametrize(("days", "is_early"), [(30, False), (31, True)])
def test_a_check_is_answered_from_a_month_before_its_day(cast, days, is_early) -> None:
    check = open_check(cast, due_on=TODAY + timedelta(days=days))
    if not is_early:
        assert answer(cast, check).state == CheckState.DONE
        return
    with pytest.raises(InvalidInput):
        answer(cast, check)


def test_everything_that_was_to_go_on_is_answered(cast) -> None:
    check, clubs = open_check(cast), function(cast)
    function(cast, "Bus")

    with pytest.raises(InvalidInput):
        answer(cast, check, said(clubs))
    assert not AfterCheckReport.objects.exists()


def test_what_the_plan_stops_on_purpose_is_not_asked(cast) -> None:
    check, clubs = open_check(cast), function(cast)
    function(cast, "Bus", fate=Fate.STOP)

    assert answer(cast, check, said(clubs)).state == CheckState.DONE


def test_who_knows_something_says_how(cast) -> None:
    check, clubs = open_check(cast), function(cast)
    with pytest.raises(InvalidInput) as refusal:
        answer(cast, check, said(clubs, Lasts.PART, None))
    assert set(refusal.value.problems) == {f"how_{clubs.pk}"}


@pytest.mark.parametrize("lasts", [Lasts.UNKNOWN, Lasts.ON_PURPOSE])
def test_what_is_not_known_or_left_out_needs_no_source(cast, lasts) -> None:
    check, clubs = open_check(cast), function(cast)

    assert answer(cast, check, said(clubs, lasts, None)).state == CheckState.DONE


def test_a_plan_without_anything_gives_no_score(cast) -> None:
    check = answer(cast, open_check(cast))

    assert outcome_of(check).score is None


def test_the_result_tells_how_the_score_came_about(cast) -> None:
    check = open_check(cast)
    items = [
        said(function(cast, "Clubs", importance=2), Lasts.CHANGED),
        said(function(cast, "Committees", importance=3), Lasts.MOST),
        said(function(cast, "Data", importance=3), Lasts.UNKNOWN, None),
        said(function(cast, "Bus", importance=1), Lasts.ON_PURPOSE, None),
    ]
    result = result_of(answer(cast, check, *items))

    assert (result.known, result.importance, result.coverage) == (5, 8, 63)
    assert (result.points, result.most, result.score) == (12, 15, "80")
    assert [line.points for line in result.lines] == [6, 6, None, None]
    assert [line.lasts for line in result.lines] == [each.lasts for each in items]


def test_the_day_of_the_answer_is_the_day_in_the_country(cast) -> None:
    late = NOW.replace(hour=22, minute=30)

    assert answer(cast, open_check(cast), now=late).settled_on == date(2026, 11, 24)
