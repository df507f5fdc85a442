"""Kinds of agreement are data: added, renamed, retired, and never lost."""

import pytest
from django.utils import translation

from agreements.choices import FirstKind
from agreements.models import AgreementKind
from agreements.selectors.kinds import kind_choices, kinds
from agreements.selectors.library import library_clauses, usual_clauses
from agreements.services.kinds import KindFields, add_kind, change_kind, chosen_kind
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.errors import InvalidInput, NotPermitted
from tests.agreements.table import make_agreement
from tests.cast import make_cast

PACT = KindFields(
    names={"en-gb": "Seed pact", "fr": "Pacte de semences"}, clauses=["take-stock"]
)


@pytest.fixture
def pact(cast, now) -> AgreementKind:
    return add_kind(actor=cast.actor("ada"), now=now, fields=PACT)


def test_the_product_begins_with_ten_kinds_in_four_languages(db) -> None:
    found = kinds()
    keys = {clause.key for clause in library_clauses("en-gb")}

    assert {kind.code for kind in found} == set(FirstKind)
    assert all(set(kind.names) == {"en-gb", "fr", "es", "pt"} for kind in found)
    assert all(set(usual_clauses()) <= set(kind.clauses) <= keys for kind in found)


def test_only_kinds_with_money_begin_with_a_clause_on_paying(db) -> None:
    paying = {kind.code for kind in kinds() if "paying-on-time" in kind.clauses}

    assert FirstKind.GRANT in paying
    assert FirstKind.MOU not in paying


def test_a_new_kind_can_be_chosen_at_once(pact, cast) -> None:
    with translation.override("fr"):
        assert ("SEED_PACT", "Pacte de semences") in kind_choices()
    with translation.override("pt"):
        assert ("SEED_PACT", "Seed pact") in kind_choices()
    entry = AuditEntry.objects.get(verb="agreements.kind.added")
    assert (entry.actor_key, entry.subject_text) == (cast.actor("ada").key, "SEED_PACT")


def test_a_retired_kind_is_read_and_not_chosen(pact, cast, now) -> None:
    retired = KindFields(names=PACT.names, clauses=PACT.clauses, is_active=False)
    change_kind(actor=cast.actor("ada"), now=now, kind=pact, fields=retired)

    assert "SEED_PACT" not in dict(kind_choices())
    assert "SEED_PACT" in {kind.code for kind in kinds()}
    with pytest.raises(InvalidInput) as refusal:
        chosen_kind("SEED_PACT")
    assert "kind" in refusal.value.problems
    entry = AuditEntry.objects.get(verb="agreements.kind.changed")
    assert entry.facts["fields"] == ["is_active"]


def test_another_name_changes_no_code_and_no_agreement(cast, now) -> None:
    agreement = make_agreement(cast)
    before = list(agreement.versions.values("canonical", "hash"))
    fields = KindFields(names={"en-gb": "Plan"}, clauses=agreement.kind.clauses)

    changed = change_kind(
        actor=cast.actor("ada"), now=now, kind=agreement.kind, fields=fields
    )

    agreement.refresh_from_db()
    assert (changed.code, agreement.kind.name) == ("PROGRAMME", "Plan")
    assert list(agreement.versions.values("canonical", "hash")) == before


def test_nothing_changed_leaves_no_trace(pact, cast, now) -> None:
    change_kind(actor=cast.actor("ada"), now=now, kind=pact, fields=PACT)

    assert not AuditEntry.objects.filter(verb="agreements.kind.changed").exists()


def test_two_kinds_of_one_name_are_told_apart_by_nobody(pact, cast, now) -> None:
    twin = KindFields(names={"en-gb": "seed PACT"})

    with pytest.raises(InvalidInput, match="already"):
        add_kind(actor=cast.actor("ada"), now=now, fields=twin)


def test_a_name_is_given_to_one_kind_however_often_the_button_is_pressed(
    committed_db, together, now
) -> None:
    actor = make_cast().actor("ada")

    answers = together(lambda _number: add_kind(actor=actor, now=now, fields=PACT))

    refused = [answer for answer in answers if isinstance(answer, InvalidInput)]
    assert len(refused) == len(answers) - 1


@pytest.mark.parametrize("who", ["amina", "brian", "dan", "eve", "fay", "sam"])
def test_only_administrators_manage_kinds(cast, now, who) -> None:
    kind = AgreementKind.objects.get(pk="MOU")

    with pytest.raises(NotPermitted):
        add_kind(actor=cast.actor(who), now=now, fields=PACT)
    with pytest.raises(NotPermitted):
        change_kind(actor=cast.actor(who), now=now, kind=kind, fields=PACT)


def test_all_kinds_and_how_many_agreements_they_have_take_one_query(
    cast, django_assert_num_queries
) -> None:
    make_agreement(cast)

    with django_assert_num_queries(1):
        found = {kind.code: kind.in_use for kind in kinds()}

    assert (found["PROGRAMME"], found["MOU"]) == (1, 0)
