"""A document is taken back with a reason; it stays where it is."""

import pytest

from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.documents.models import Document, DocumentContent
from eclt_partners.documents.services import withdraw_document
from tests.cast import NOW
from tests.documents.files import file_document


def withdraw(cast, document, who="amina", reason="Wrong file"):
    return withdraw_document(
        actor=cast.actor(who), now=NOW, document=document, reason=reason
    )


def test_a_document_taken_back_keeps_row_and_bytes(cast) -> None:
    document = file_document(cast)
    withdraw(cast, document)
    found = Document.objects.without_bytes().get()
    assert found.is_withdrawn
    assert found.withdrawal.reason == "Wrong file"
    assert DocumentContent.objects.count() == 1


def test_taking_back_twice_changes_nothing(cast) -> None:
    document = file_document(cast)
    first = withdraw(cast, document)
    assert withdraw(cast, document, reason="Again") == first
    assert AuditEntry.objects.filter(verb="documents.document.withdrawn").count() == 1


@pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
def test_a_reason_is_needed_and_short(cast, reason) -> None:
    with pytest.raises(InvalidInput) as refused:
        withdraw(cast, file_document(cast), reason=reason)
    assert list(refused.value.problems) == ["reason"]


@pytest.mark.parametrize("who", ["chloe", "eve", "fay"])
def test_others_take_nothing_back(cast, who) -> None:
    with pytest.raises(NotPermitted):
        withdraw(cast, file_document(cast), who)
