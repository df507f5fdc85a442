"""On what do standings and gates of a partnership stand?"""

from datetime import date, timedelta

from agreements.models import Agreement, CommitmentInstance
from partners.choices import Stage
from partners.models import Partnership, StageChange
from reviews.selectors.ground import agreement_ends, settled_promises
from tests.agreements.drafts import make_version, register
from tests.agreements.table import make_agreement
from tests.cast import NOW, TODAY


def _begin_anew(partnership: Partnership) -> None:
    StageChange.objects.create(
        partnership=partnership,
        from_stage=Stage.SUSTAINING,
        to_stage=Stage.SHAPING,
        changed_at=NOW + timedelta(days=1),
        changed_on=TODAY + timedelta(days=1),
        changed_by="user:1",
    )


def test_an_agreement_that_another_one_continues_ends_before_it(cast) -> None:
    old = make_agreement(cast)
    new = Agreement.objects.create(
        partnership=old.partnership,
        number="MW-01/2026-2",
        kind=old.kind,
        title="Schools and roads",
        continues=old,
        created_at=NOW,
    )
    make_version(new, starts=date(2026, 12, 23), ends=date(2027, 3, 31))

    ends = agreement_ends([old.partnership_id])

    assert ends == {old.partnership_id: date(2027, 3, 31)}


def test_in_a_new_chapter_the_agreement_before_it_has_no_end_any_more(cast) -> None:
    old = make_agreement(cast)
    _begin_anew(old.partnership)

    assert agreement_ends([old.partnership_id]) == {}

    later, days = NOW + timedelta(days=2), (date(2027, 3, 1), date(2027, 6, 30))
    make_version(old, number=2, starts=days[0], ends=days[1], now=later)
    assert agreement_ends([old.partnership_id]) == {
        old.partnership_id: date(2027, 6, 30)
    }


def test_a_paper_of_the_chapter_before_sets_no_end_when_it_is_registered_late(
    cast,
) -> None:
    old = make_agreement(cast)
    _begin_anew(old.partnership)
    paper = Agreement.objects.create(
        partnership=old.partnership,
        number="MW-01/2020",
        kind=old.kind,
        title="The first school",
        created_at=NOW + timedelta(days=2),
    )
    later, days = NOW + timedelta(days=2), (date(2020, 3, 1), date(2020, 6, 30))
    make_version(paper, starts=days[0], ends=days[1], now=later)
    assert agreement_ends([old.partnership_id]) == {}


def test_promises_of_the_chapter_before_say_nothing_of_the_new_one(cast) -> None:
    """Rule A7 asks how both sides keep what they promised each other now."""
    register(cast, NOW)
    kept = {"state": "NOT_KEPT", "confirmation": "CONFIRMED", "confirmed_on": TODAY}
    CommitmentInstance.objects.update(reported_on=TODAY, due_on=TODAY, **kept)
    place = cast.malawi_partnership
    assert settled_promises([place.pk], TODAY)
    _begin_anew(place)
    assert not settled_promises([place.pk], TODAY)


def test_an_agreement_ends_with_its_partnership(cast) -> None:
    old = make_agreement(cast)
    StageChange.objects.create(
        partnership=old.partnership,
        from_stage=Stage.TRANSITION,
        to_stage=Stage.SUSTAINING,
        changed_at=NOW + timedelta(days=1),
        changed_on=TODAY + timedelta(days=1),
        changed_by="user:1",
    )

    ends = agreement_ends([old.partnership_id])

    assert ends == {old.partnership_id: TODAY + timedelta(days=1)}
