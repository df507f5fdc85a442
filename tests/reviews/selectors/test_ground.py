"""On what do standings and gates of a partnership stand?"""

from datetime import date

from agreements.models import Agreement
from reviews.selectors.ground import agreement_ends
from tests.agreements.drafts import make_version
from tests.agreements.table import make_agreement
from tests.cast import NOW


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
