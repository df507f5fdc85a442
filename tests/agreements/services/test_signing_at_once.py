"""Twenty people press "Sign" for the last signature at the same moment."""

import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from agreements.models import AgreementVersion, Signature
from agreements.rules.seal import chain_hash
from agreements.rules.terms import Terms
from agreements.services.agreements import register_version
from eclt_partners.common.errors import DomainError, StaleObject
from tests.agreements.drafts import PAY, REPORT, VERSION
from tests.agreements.table import accepted, raised, ready, sign
from tests.cast import NOW, TODAY, make_cast
from tests.waiting import beside, until_somebody_waits_or_is_done

PARTNERSHIP_LOCKED = re.compile(
    r'^SELECT .*FROM "partners_partnership".* FOR UPDATE', re.DOTALL
)
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


@pytest.mark.usefixtures("committed_db")
def test_a_version_that_is_registered_while_the_last_side_signs_waits() -> None:
    cast = make_cast()
    ready(cast)
    agreement = raised(cast).agreement
    proposal = accepted(cast, agreement.renegotiations.get())
    sign(cast, proposal, "brian")
    registering: list[Future[Any]] = []

    def register() -> AgreementVersion:
        return register_version(
            actor=cast.actor("amina"),
            now=NOW,
            agreement=agreement,
            base_number=1,
            fields=replace(VERSION, effective_from=TODAY, summary="On paper"),
            promises=(PAY, REPORT),
        )

    def before_the_partnership_is_locked(execute, sql, params, many, context):
        if not registering and PARTNERSHIP_LOCKED.search(sql):
            registering.append(beside(register, pool=pool))
            until_somebody_waits_or_is_done(registering[0])
        return execute(sql, params, many, context)

    with ThreadPoolExecutor(1) as pool:
        with connection.execute_wrapper(before_the_partnership_is_locked):
            assert sign(cast, proposal, "gift") is not None
        with pytest.raises(StaleObject):
            registering[0].result(timeout=30)

    assert agreement.versions.count() == 2


def _shorter_each_time(round_number: int) -> Callable[[Terms], Terms]:
    """Change one clause, another way in each round."""

    def change(terms: Terms) -> Terms:
        words = f"Within {15 - round_number} working days."
        paying = replace(terms.clauses[3], text=words)
        return replace(terms, clauses=(*terms.clauses[:3], paying))

    return change
