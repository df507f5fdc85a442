"""`check_documents` finds bytes that changed and bytes that nobody needs."""

import hashlib
import os
from contextlib import closing
from io import StringIO

import psycopg2
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from eclt_partners.documents.models import DocumentContent
from eclt_partners.documents.selectors import Fault, faults
from eclt_partners.embedded.servers import OWNER
from eclt_partners.embedded.testing import sibling
from tests.cast import make_cast
from tests.documents.files import file_document


def told() -> str:
    out = StringIO()
    call_command("check_documents", stdout=out)
    return out.getvalue()


def test_sound_documents_are_counted(cast) -> None:
    file_document(cast)
    assert told() == "1 documents are sound.\n"


def test_strays_are_named(cast) -> None:
    stray = hashlib.sha256(b"stray").hexdigest()
    DocumentContent.objects.create(sha256=stray, size=5, content=b"stray")
    assert faults() == [Fault(stray, None, False)]
    assert told() == (
        f"bytes that no document needs: {stray}\n0 documents are sound.\n"
    )


def _damage() -> None:
    """Change the bytes as a broken disk would: the database alone does not allow it."""
    name = connection.settings_dict["NAME"]
    owner = sibling(os.environ["DATABASE_URL"], role=OWNER, name=name)
    with closing(psycopg2.connect(owner)) as line, line, line.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE documents_documentcontent DISABLE TRIGGER USER, "
            "DROP CONSTRAINT content_fits_its_hash, "
            "DROP CONSTRAINT content_fits_its_size"
        )
        cursor.execute("UPDATE documents_documentcontent SET content = 'damaged'")


def test_damage_stops_the_command(committed_db) -> None:
    document = file_document(make_cast())
    _damage()
    assert faults() == [Fault(document.content_id, document.pk, True)]
    with pytest.raises(CommandError, match="1 documents are damaged"):
        told()
