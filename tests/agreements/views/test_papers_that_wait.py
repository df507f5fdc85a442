"""A proposal that is put aside, or that another version overtook: nobody answers it."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from agreements.models import ChangeAnswer
from agreements.services.endings import park
from agreements.services.versions import VersionFacts, insert_version
from tests.agreements.table import TERMS, accepted, gift
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("told_context")


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


def test_what_is_said_while_it_is_put_aside_is_refused_and_not_lost(
    cast, table, amina, sent
) -> None:
    park(actor=gift(cast), now=NOW, renegotiation=table, until=date(2027, 2, 1))
    answer = {"key": "clause:paying", "answer": "DISCUSS", "comment": "Ten is short"}

    page = amina.post("proposal_answer", sent.pk, **answer).content.decode()

    assert "This was put aside until 1 Feb 2027" in page
    assert "Ten is short" in page
    page = amina.read("proposal", sent.pk)
    assert "Put aside until 1 Feb 2027. Nobody answers" in page
    assert 'value="ACCEPT"' not in page
    assert not ChangeAnswer.objects.exists()


def test_a_paper_that_another_version_overtook_says_what_to_do(
    cast, table, amina
) -> None:
    sent = accepted(cast, table)
    insert_version(
        now=NOW,
        agreement=table.agreement,
        facts=VersionFacts(2, "AMENDMENT", "REGISTERED", "system", "Fewer roofs"),
        terms=replace(TERMS, effective_from=date(2026, 2, 1)),
    )

    page = amina.read("proposal", sent.pk)

    assert "Version 2 came after this was written" in page
    assert "Answer with another proposal</button>" in page
    assert (
        "sign" not in page[page.index('<p class="lead">') : page.index("Key changes")]
    )

    page = amina.read("proposal_sign", sent.pk)

    assert "Version 2 came after this was written" in page
    assert "Sign this text" not in page
    assert "The partner signed on paper" not in page
