"""When did a partnership begin its present chapter?"""

from django.db.models import OuterRef, Subquery

from partners.choices import Stage
from partners.models import StageChange


def chapter_start(partnership: str) -> Subquery:
    """Return when both sides began to shape anew after an end; null in a first chapter.

    What was said and agreed before is history: it opens no gate and sets no day.

    Args:
        partnership: the name of the row's column that holds the partnership.
    """
    began = StageChange.objects.filter(
        partnership=OuterRef(partnership), to_stage=Stage.SHAPING
    ).exclude(from_stage__in=["", Stage.EXPLORING])
    return Subquery(began.order_by("-changed_at").values("changed_at")[:1])
