"""Checks of texts are judged without a question, and as PostgreSQL judges them."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Q, UniqueConstraint

from eclt_partners.common.judging import judged_here, surely_holds
from partners.models import Contact, Partner

CONTACT = Contact(channel="EMAIL", email="tiya@partner.example")


def rule(condition: Q) -> CheckConstraint:
    return CheckConstraint(condition=condition, name="rule")


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Q(channel="EMAIL"), True),
        (Q(channel="PHONE"), False),
        (~Q(channel="PHONE"), True),
        (~Q(channel="EMAIL"), False),
        (Q(channel__in=["PHONE", "EMAIL"]), True),
        (Q(channel__in=["PHONE"]), False),
        (Q(channel="EMAIL", phone=""), True),
        (Q(channel="EMAIL", phone="1"), False),
        (Q(channel="PHONE") | Q(email="tiya@partner.example"), True),
        (~Q(channel="EMAIL") | ~Q(email=""), True),
        (~(Q(channel="EMAIL") & Q(phone="")), False),
        (Q(channel="PHONE") | Q(is_head=False), False),
        (Q(channel="EMAIL") ^ Q(phone="1"), False),
        (Q(email__startswith="tiya"), False),
        (Q(left_on=None), False),
        (Q(channel=None), False),
    ],
)
def test_a_check_holds_for_sure_or_is_left_to_the_database(condition, holds) -> None:
    assert surely_holds(rule(condition), CONTACT) is holds


@pytest.mark.parametrize(
    ("condition", "year", "holds"),
    [
        (Q(established_year__range=(1800, 2100)), 1800, True),
        (Q(established_year__range=(1800, 2100)), 1799, False),
        (Q(established_year__range=(1800, 2100)), None, False),
        (Q(established_year__isnull=True), None, True),
        (Q(established_year__isnull=True), 1999, False),
        (~Q(established_year__isnull=True), 1999, True),
        (Q(established_year__gte=1800), 1999, False),
        (Q(established_year__range=("1800", "2100")), 1999, False),
    ],
)
def test_whole_numbers_are_compared_with_their_limits(condition, year, holds) -> None:
    assert surely_holds(rule(condition), Partner(established_year=year)) is holds


def test_one_true_side_is_enough_whatever_the_database_says_of_the_other() -> None:
    assert surely_holds(rule(Q(is_head=True) | Q(channel="EMAIL")), CONTACT)


def test_that_two_rows_are_not_the_same_is_always_asked() -> None:
    unique = UniqueConstraint(fields=["email"], name="unique")
    assert not surely_holds(unique, CONTACT)


def test_what_surely_holds_holds_in_postgresql(cast) -> None:
    judged = [
        (each, model, row)
        for model in apps.get_models()
        for row in [model()]
        for each in model._meta.constraints
        if surely_holds(each, row)
    ]
    assert len(judged) > 20
    wrong = [each.name for each, model, row in judged if not _accepts(each, model, row)]
    assert wrong == []


def _accepts(rule, model, row) -> bool:
    """Tell what PostgreSQL says of a check."""
    try:
        rule.validate(model, row)
    except ValidationError:
        return False
    return True


def test_what_is_wrong_is_still_told_in_the_words_of_the_check(cast) -> None:
    nobody = Contact(partner=cast.nyali, channel="EMAIL")
    with judged_here(nobody), pytest.raises(ValidationError) as refused:
        nobody.validate_constraints()
    assert "Enter an e-mail address or a phone number" in str(refused.value)


def test_a_right_text_asks_nothing_and_afterwards_everything_is_asked(
    cast, django_assert_num_queries
) -> None:
    partner = Partner(name="Chuma", kind="TRADE_UNION", country=cast.malawi)
    exclude = {"name", "established_year"}
    with judged_here(partner), django_assert_num_queries(0):
        partner.validate_constraints(exclude=exclude)
    with django_assert_num_queries(3):
        partner.validate_constraints(exclude=exclude)
