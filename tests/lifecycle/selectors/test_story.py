"""Is the story of the stages told in the language of the reader?"""

from django.utils.translation import override

from eclt_partners.common.actor import SYSTEM
from eclt_partners.demo.loading import REGISTERED
from eclt_partners.lifecycle.selectors.story import stage_story
from partners.choices import Stage
from partners.models import StageChange
from tests.cast import NOW, TODAY, Cast


def told(cast: Cast, reason: str, by: str) -> str:
    StageChange.objects.create(
        partnership=cast.malawi_partnership,
        to_stage=Stage.ACTIVE,
        changed_at=NOW,
        changed_on=TODAY,
        changed_by=by,
        reason=reason,
    )
    with override("fr"):
        return stage_story(cast.malawi_partnership)[0].reason


def test_what_the_system_noted_is_said_in_the_language_of_the_reader(
    cast: Cast,
) -> None:
    assert told(cast, REGISTERED, SYSTEM.key) == "Inscrit avec son étape de ce jour-là."


def test_what_a_person_wrote_stays_as_it_was_written(cast: Cast) -> None:
    assert told(cast, REGISTERED, "user:1") == REGISTERED


def test_a_warning_passed_for_several_partners_is_told_once(cast) -> None:
    change = cast.malawi_partnership.stage_changes.create(
        from_stage="EXPLORING",
        to_stage="SHAPING",
        changed_on=NOW.date(),
        changed_at=NOW,
        changed_by="user:1",
    )
    for lack in ("no_safeguarding_check", "no_safeguarding_check", "no_references"):
        change.passed_warnings.create(
            code="W1",
            warning=lack,
            reason="On its way",
            passed_by="user:1",
            passed_at=NOW,
        )

    (line,) = stage_story(cast.malawi_partnership)[:1]

    assert [each.words for each in line.passed] == [
        "The safeguarding check has not begun.",
        "Nobody was asked about the partner yet.",
    ]
