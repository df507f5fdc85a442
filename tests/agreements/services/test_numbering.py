"""One number belongs to one agreement, over all partnerships."""

import os
from contextlib import closing
from importlib import import_module

import pytest
from django.db import IntegrityError

from agreements.models import Agreement
from agreements.services.beginning import begin_agreement
from eclt_partners.common.errors import InvalidInput
from eclt_partners.embedded.testing import connect, owner_url
from tests.agreements.drafts import register
from tests.cast import NOW, make_cast
from tests.conftest import AT_ONCE

IN_ANY_CASE = import_module("agreements.migrations.0026_numbers_in_any_case")


def _register(cast, place: int, number: str) -> Agreement:
    """Register in Malawi or in Uganda, in turn."""
    who, partnership = [
        ("amina", cast.malawi_partnership),
        ("chloe", cast.uganda_partnership),
    ][place % 2]
    return register(cast, NOW, who, partnership=partnership, number=number)


def test_one_number_goes_to_one_of_two_partnerships_that_take_it_at_once(
    committed_db, together
) -> None:
    cast = make_cast()

    answers = together(lambda place: _register(cast, place, "ECLT/77"))

    assert Agreement.objects.filter(number="ECLT/77").count() == 1
    refused = [answer for answer in answers if isinstance(answer, InvalidInput)]
    assert [set(each.problems) for each in refused] == [{"number"}] * (AT_ONCE - 1)


def test_an_agreement_that_is_begun_gets_a_number_that_nobody_types_meanwhile(
    committed_db, together
) -> None:
    cast = make_cast()

    def act(place: int) -> object:
        if place % 2:
            return _register(cast, place, "mw-01/2026")
        return begin_agreement(
            actor=cast.actor("amina"),
            now=NOW,
            partnership=cast.malawi_partnership,
            kind="GRANT",
            title=f"Wells {place}",
        )

    answers = together(act)

    written = [answer for answer in answers if not isinstance(answer, InvalidInput)]
    numbers = Agreement.objects.values_list("number", flat=True)
    assert len(written) >= AT_ONCE // 2
    assert len({number.upper() for number in numbers}) == len(written)


def _write(cast, number: str) -> Agreement:
    """Write a row past the services."""
    return Agreement.objects.create(
        partnership=cast.malawi_partnership,
        number=number,
        kind_id="GRANT",
        title=number,
        created_at=NOW,
    )


def test_numbers_that_differ_by_case_already_stay_and_no_other_one_comes(
    committed_db,
) -> None:
    cast = make_cast()
    with closing(connect(owner_url(os.environ["DATABASE_URL"]))) as owner:
        at = owner.cursor()
        at.execute("DROP INDEX agreement_number_in_any_case")
        for number in ("ECLT/a7", "ECLT/A7", "ECLT/b7"):
            _write(cast, number)
        at.execute(IN_ANY_CASE.UNIQUE)

    for number in ("eclt/A7", "ECLT/B7"):
        with pytest.raises(IntegrityError, match="agreement_number_in_any_case"):
            _write(cast, number)
    assert _write(cast, "ECLT/c7").number == "ECLT/c7"
    assert Agreement.objects.count() == 4
