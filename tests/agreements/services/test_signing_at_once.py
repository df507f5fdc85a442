"""Twenty people press "Sign" for the last signature at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from threading import Barrier

import pytest
from django.db import connection

from agreements.models import AgreementVersion, Signature
from agreements.rules.seal import chain_hash
from agreements.rules.terms import Terms
from eclt_partners.common.errors import DomainError
from tests.agreements.table import accepted, raised, ready, sign
from tests.cast import make_cast

PEOPLE, ROUNDS = 20, 5


@pytest.mark.usefixtures("committed_db")
def test_exactly_one_of_twenty_last_signatures_wins_in_each_round() -> None:
    cast = make_cast()
    ready(cast)
    agreement = raised(cast).agreement
    for round_number in range(1, ROUNDS + 1):
        renegotiation = agreement.renegotiations.open().first() or raised(
            cast, agreement
        )
        proposal = accepted(cast, renegotiation, _shorter_each_time(round_number))
        sign(cast, proposal, "brian")
        barrier = Barrier(PEOPLE)

        def press(_number, proposal=proposal, barrier=barrier) -> bool:
            try:
                barrier.wait(timeout=60)
                return sign(cast, proposal, "gift") is not None
            except DomainError:
                return False
            finally:
                connection.close()

        with ThreadPoolExecutor(PEOPLE) as people:
            won = list(people.map(press, range(PEOPLE)))

        assert won.count(True) == 1
        assert Signature.objects.filter(proposal=proposal).count() == 2

    versions = list(AgreementVersion.objects.order_by("number"))
    assert [each.number for each in versions] == list(range(1, ROUNDS + 2))
    for before, after in pairwise(versions):
        assert after.hash == chain_hash(before.hash, after.canonical)


def _shorter_each_time(round_number: int) -> Callable[[Terms], Terms]:
    """Change one clause, another way in each round."""

    def change(terms: Terms) -> Terms:
        words = f"Within {15 - round_number} working days."
        paying = replace(terms.clauses[3], text=words)
        return replace(terms, clauses=(*terms.clauses[:3], paying))

    return change
