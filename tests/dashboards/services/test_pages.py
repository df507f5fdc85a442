"""How much of a rendered page is kept, and how?"""

import pytest
from django.db import connection

from eclt_partners.dashboards.models import MonthlyPage, NarrowedPage, SnapshotPage
from eclt_partners.dashboards.services.pages import without_indents
from eclt_partners.dashboards.services.snapshots import build_snapshot

STORAGE = """
    SELECT attstorage FROM pg_attribute
    WHERE attrelid = %s::regclass AND attname = 'packed'
"""


def test_indents_and_empty_lines_are_left_out():
    assert without_indents("<ul>\n\n    <li>One\n  two</li>\n</ul>\n") == (
        "<ul>\n<li>One\ntwo</li>\n</ul>"
    )


@pytest.mark.django_db
def test_no_page_keeps_an_indent(cast, now):
    build_snapshot(cast.malawi, now=now)
    bodies = [page.body for page in SnapshotPage.objects.all()]
    assert len(bodies) == 8
    assert not any("\n " in body or "\n\n" in body for body in bodies)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [SnapshotPage, NarrowedPage, MonthlyPage])
def test_the_database_does_not_pack_again_what_is_packed(model):
    with connection.cursor() as cursor:
        cursor.execute(STORAGE, [model._meta.db_table])
        assert cursor.fetchone()[0] == "e"
