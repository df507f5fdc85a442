"""On what do standings and gates of a partnership stand?"""

from datetime import date, timedelta

from agreements.models import Agreement
from partners.choices import Stage
from partners.models import StageChange
from reviews.selectors.ground import agreement_ends
from tests.agreements.drafts import make_version
from tests.agreements.table import make_agreement
from tests.cast import NOW, TODAY


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
    StageChange.objects.create(
        partnership=old.partnership,
        from_stage=Stage.SUSTAINING,
        to_stage=Stage.SHAPING,
        changed_at=NOW + timedelta(days=1),
        changed_on=TODAY + timedelta(days=1),
        changed_by="user:1",
    )

    assert agreement_ends([old.partnership_id]) == {}

    later, days = NOW + timedelta(days=2), (date(2027, 3, 1), date(2027, 6, 30))
    make_version(old, number=2, starts=days[0], ends=days[1], now=later)
    assert agreement_ends([old.partnership_id]) == {
        old.partnership_id: date(2027, 6, 30)
    }


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
