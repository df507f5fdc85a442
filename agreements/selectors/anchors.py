"""Which versions stood at the end of which chain on the night of an anchor?"""

from datetime import UTC, date, datetime, time

from agreements.models import Agreement, AgreementVersion, Anchor
from agreements.rules.seal import anchor_hash, anchor_path, head_leaf


def heads_of(day: date) -> dict[int, AgreementVersion]:
    """Return the newest version of each agreement as a day began in UTC; one query.

    Versions that were written on the day itself stand in the next anchor, so the
    answer is the same whenever somebody asks.
    """
    began = datetime.combine(day, time.min, UTC)
    newest = (
        AgreementVersion.objects.filter(created_at__lt=began)
        .select_related("agreement")
        .only("agreement__number", "number", "hash")
        .order_by("agreement_id", "-number")
        .distinct("agreement_id")
    )
    return {version.agreement_id: version for version in newest}


def anchor_of(day: date) -> tuple[str, int]:
    """Return the hash over all heads of a day, and how many agreements it covers."""
    leaves = [_leaf(version) for version in heads_of(day).values()]
    return anchor_hash(leaves), len(leaves)


def newest_anchor() -> Anchor | None:
    """Return the anchor of the latest night."""
    return Anchor.objects.order_by("-day").first()


def place_in(
    anchor: Anchor, agreement: Agreement
) -> tuple[AgreementVersion, list[tuple[str, str]]] | None:
    """Return the version that an anchor covers and the way from it to the anchor.

    Returns:
        None when the agreement had no version on that night.
    """
    heads = heads_of(anchor.day)
    mine = heads.get(agreement.pk)
    if mine is None:
        return None
    leaves = [_leaf(version) for version in heads.values()]
    return mine, anchor_path(leaves, _leaf(mine))


def _leaf(version: AgreementVersion) -> str:
    return head_leaf(version.agreement.number, version.number, version.hash)
