"""The version that the last signature makes, and what it brings with it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from agreements.choices import (
    ProposalState,
    RenegotiationState,
    SizeClass,
    VersionKind,
)
from agreements.models import Agreement, Signature
from agreements.rules.seal import chain_hash
from agreements.selectors import version_at
from agreements.selectors.proposals import terms_of
from agreements.selectors.sizes import size_of
from agreements.services.raising import raise_change
from partners.choices import EventKind, Status
from partners.models import Event, HealthReading
from tests.agreements.table import (
    TERMS,
    WISH,
    accepted,
    changed,
    gift,
    make_agreement,
    proposed,
    raised,
    ready,
    sign,
    signed,
    transformed,
)
from tests.cast import NOW


def signed_version(cast, proposal):
    sign(cast, proposal, "brian")
    return sign(cast, proposal, "gift")


@pytest.fixture
def table(cast):
    """A change of STANDARD size that both have accepted."""
    ready(cast)
    return accepted(cast, raised(cast))


def test_the_last_signature_makes_the_next_version(cast, table) -> None:
    sign(cast, table, "brian")

    version = sign(cast, table, "gift")

    assert (version.number, version.kind) == (2, VersionKind.AMENDMENT)
    assert version.size_class == SizeClass.STANDARD
    assert version.terms == table.terms
    first = version.agreement.versions.get(number=1)
    assert version.prev_hash == first.hash
    assert version.hash == chain_hash(first.hash, version.canonical)


def test_an_agreement_is_called_what_both_sides_signed_last(cast) -> None:
    ready(cast)
    table = raised(cast)

    signed(cast, table, lambda terms: replace(terms, title="Schools and roofs"))

    assert Agreement.objects.get().title == "Schools and roofs"


def test_the_hashed_text_names_signers_by_key_and_not_by_name(cast, table) -> None:
    sign(cast, table, "brian")

    version = sign(cast, table, "gift")

    assert f'"signer":"contact:{cast.gift.pk}"' in version.canonical
    assert "Gift" not in version.canonical
    assert Signature.objects.filter(name="Gift").exists()


def test_clauses_and_promises_become_rows(cast, table) -> None:
    version = signed_version(cast, table)

    assert list(version.clauses.values_list("key", "position")) == [
        ("take-stock", 1),
        ("room", 2),
        ("talk", 3),
        ("paying", 4),
    ]
    assert set(version.commitments.values_list("code", flat=True)) == {"F1", "P1"}


def test_everything_ends_well(cast, table) -> None:
    version = signed_version(cast, table)

    table.refresh_from_db()
    renegotiation = table.renegotiation
    renegotiation.refresh_from_db()
    assert table.state == ProposalState.SIGNED
    assert renegotiation.state == RenegotiationState.SIGNED
    assert renegotiation.version == version


def test_a_talk_on_whether_it_helped_is_brought_forward(cast, table) -> None:
    signed_version(cast, table)

    event = Event.objects.get(kind=EventKind.AMENDMENT)
    assert event.happened_on == date(2026, 12, 23)


def test_the_new_version_holds_from_its_first_day(cast, table) -> None:
    version = signed_version(cast, table)

    assert version_at(version.agreement, date(2026, 12, 22)).number == 1
    assert version_at(version.agreement, date(2026, 12, 23)).number == 2


def test_the_health_of_the_day_is_kept_with_the_version(cast, table) -> None:
    for index, on in (
        ("72.50", date(2026, 9, 1)),
        ("61.25", date(2026, 9, 1)),
        ("40.00", date(2027, 2, 1)),
    ):
        HealthReading.objects.create(
            partnership=cast.malawi_partnership,
            party=cast.malawi_party,
            index=index,
            status=Status.GREEN,
            as_of=on,
        )

    version = signed_version(cast, table)

    assert str(version.health_index) == "61.25"


def test_the_months_between_reviews_follow_the_clause(cast) -> None:
    ready(cast)

    signed(
        cast,
        raised(cast),
        lambda terms: replace(terms, rules=replace(terms.rules, take_stock_months=4)),
    )

    cast.malawi_partnership.refresh_from_db()
    assert cast.malawi_partnership.clause_months == 4


def test_a_transforming_change_ends_as_a_new_agreement(cast) -> None:
    ready(cast)

    version = transformed(cast)

    assert version.size_class == SizeClass.TRANSFORM
    old = Agreement.objects.get(number="MW-01/2026")
    assert version.agreement.continues == old
    assert (version.number, version.kind) == (1, VersionKind.ORIGINAL)
    assert version_at(old, date(2026, 12, 22)) is not None
    assert version_at(old, date(2026, 12, 23)) is None


def test_a_transforming_change_is_asked_whether_it_helped(cast) -> None:
    ready(cast)

    version = transformed(cast)

    event = Event.objects.get(kind=EventKind.AMENDMENT)
    assert event.happened_on == version.effective_from


def test_slices_of_one_year_add_up(cast) -> None:
    ready(cast)
    agreement = make_agreement(cast)
    first = signed(
        cast,
        raised(cast, agreement),
        lambda terms: replace(terms, lines=_more(terms.lines, 9000)),
    )
    second = raise_change(
        actor=gift(cast), now=NOW + timedelta(days=1), agreement=agreement, wish=WISH
    )

    proposal = proposed(
        gift(cast),
        second,
        lambda terms: replace(terms, lines=_more(terms.lines, 9000)),
    )

    assert first.size_class in {SizeClass.SMALL, SizeClass.STANDARD}
    assert size_of(proposal).moved * 100 == 18


def _more(lines, amount):
    return (replace(lines[0], amount=lines[0].amount + amount), *lines[1:])


def test_the_terms_of_a_version_are_those_of_its_proposal(cast, table) -> None:
    version = signed_version(cast, table)

    assert terms_of(version) == terms_of(table)
    assert terms_of(version).targets == changed(TERMS).targets
