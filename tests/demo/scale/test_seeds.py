"""The same seed on the same day gives the same portfolio."""

from django.db import transaction
from django.utils import timezone

from agreements.models import AgreementVersion
from eclt_partners.demo.scale.filling import Size, fill_scale
from partners.models import Partnership
from reviews.models import ReviewScore


def _quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


def _summary() -> list[tuple[object, ...]]:
    return [
        *Partnership.objects.order_by("code").values_list("code", "name", "stage"),
        *ReviewScore.objects.order_by(
            "review__partnership__code", "scored_at"
        ).values_list("scored_at", "index", "status"),
        *AgreementVersion.objects.order_by("agreement__number", "number").values_list(
            "agreement__number", "amount", "effective_to"
        ),
    ]


def _filled(seed: int) -> list[tuple[object, ...]]:
    """What a seed gives, rolled back afterwards."""
    with transaction.atomic():
        fill_scale(Size(8, 3, 1, seed), now=timezone.now(), progress=_quiet)
        found = _summary()
        transaction.set_rollback(True)
    return found


def test_the_same_seed_gives_the_same_and_another_does_not(db: None) -> None:
    first = _filled(7)
    assert len(first) > 20
    assert _filled(7) == first
    assert _filled(8) != first
