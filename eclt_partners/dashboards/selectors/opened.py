"""What does the page of a country need before it can be shown?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from eclt_partners.common.actor import Actor
from eclt_partners.countries.models import Country
from eclt_partners.dashboards.models import SnapshotPage, SnapshotPart
from eclt_partners.dashboards.selectors.saved_views import ViewLink

# Written by hand: Django takes longer to write these three questions than PostgreSQL
# to answer them, on the page that people open most.
OPENED: Final = """
    SELECT country.*, page.packed, page.etag, (
        SELECT json_agg(
            json_build_object(
                'id', view.id, 'name', view.name, 'query', view.query,
                'country_code', view.country_id
            ) ORDER BY lower(view.name), view.id
        )
        FROM dashboards_savedview view
        WHERE view.owner_id = %(owner)s AND view.country_id = country.code
    ) AS views
    FROM countries_country country
    LEFT JOIN dashboards_countrysnapshot snapshot
        ON snapshot.country_id = country.code
    LEFT JOIN dashboards_snapshotpage page
        ON page.snapshot_id = snapshot.id
        AND page.part = %(part)s AND page.language = %(language)s
    WHERE country.code = %(code)s AND country.is_active
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A country with its rendered page, if it is built, and the reader's own views."""

    country: Country
    page: SnapshotPage | None
    views: Sequence[ViewLink]


def opened_country(actor: Actor, code: str, language: str) -> Opened | None:
    """Return what the page of a country shows; None when there is no such country.

    One query. Whether the actor may see the country is asked before.

    Args:
        actor: who reads.
        code: the country.
        language: of the reader.
    """
    asked = {
        "code": code,
        "language": language,
        "part": SnapshotPart.MAIN.value,
        "owner": actor.user_id,
    }
    for country in Country.objects.raw(OPENED, asked):
        found = vars(country)
        views = [ViewLink(**view) for view in found["views"] or ()]
        return Opened(country, _page(found["packed"], found["etag"], language), views)
    return None


def _page(packed: bytes | None, etag: str, language: str) -> SnapshotPage | None:
    if packed is None:
        return None
    return SnapshotPage(language=language, packed=packed, etag=etag)
