"""What the database itself holds true of kinds of agreement."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from agreements.choices import FirstKind
from agreements.models import AgreementKind
from eclt_partners.common.migrations_sql import APP_ROLE
from tests.agreements.table import make_agreement

INSERT = (
    "INSERT INTO agreements_agreementkind (code, names, clauses, is_active) "
    "VALUES ({}, '{{}}', true)"
)
REFUSED = {
    "delete a kind in use": "DELETE FROM agreements_agreementkind",
    "take the code of a kind in use": (
        "UPDATE agreements_agreementkind SET code = 'X' WHERE code = 'PROGRAMME'"
    ),
    "a kind that is not there": "UPDATE agreements_agreement SET kind_id = 'NONE'",
    "no kind": "UPDATE agreements_agreement SET kind_id = NULL",
    "no name": INSERT.format("'X', '{}'"),
    "an empty name": INSERT.format("""'X', '{"en-gb": " "}'"""),
    "a name that is nothing": INSERT.format("""'X', '{"en-gb": null}'"""),
    "a name in another language only": INSERT.format("""'X', '{"fr": "Pacte"}'"""),
    "a name that is taken": INSERT.format("""'X', '{"en-gb": "grant AGREEMENT"}'"""),
    "a code that is none": INSERT.format("""'x y', '{"en-gb": "Pact"}'"""),
}


@pytest.mark.parametrize("change", REFUSED)
def test_the_database_refuses(cast, change) -> None:
    make_agreement(cast)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as it:
        it.execute(f"{REFUSED[change]}; SET CONSTRAINTS ALL IMMEDIATE")

    assert connection.settings_dict["USER"] == APP_ROLE
    assert AgreementKind.objects.count() == len(FirstKind)


def test_a_kind_that_is_spelt_right_is_taken(db) -> None:
    with connection.cursor() as cursor:
        cursor.execute(INSERT.format("""'X', '{"en-gb": "Pact"}'"""))

    assert AgreementKind.objects.get(pk="X").name == "Pact"


def test_a_kind_in_use_is_protected_before_the_database_is_asked(cast) -> None:
    agreement = make_agreement(cast)

    with pytest.raises(ProtectedError):
        agreement.kind.delete()
