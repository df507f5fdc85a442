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
