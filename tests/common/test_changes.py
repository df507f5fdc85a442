"""Which fields of an object change, and what the constraints say."""

import pytest
from django import forms
from django.test import RequestFactory

from eclt_partners.common.changes import apply
from eclt_partners.common.constraints import check_constraints
from eclt_partners.common.errors import InvalidInput
from eclt_partners.common.forms import PlainForm
from eclt_partners.common.forms.attempts import attempt, posted
from partners.models import Partner


class NameForm(PlainForm):
    """A form with one field."""

    name = forms.CharField(label="Name")


class Rows:
    """Rows that are valid or not, and remember that they were asked."""

    def __init__(self, *, valid: bool) -> None:
        self.valid, self.asked = valid, False

    def is_valid(self) -> bool:
        self.asked = True
        return self.valid


def refuse() -> None:
    raise InvalidInput({"name": "Another name", "": "As a whole"})


def test_only_values_that_differ_are_set() -> None:
    partner = Partner(name="A", about="x")

    assert apply(partner, {"name": "B", "about": "x"}) == ["name"]
    assert partner.name == "B"


def test_a_broken_constraint_is_told_in_its_own_words(cast) -> None:
    partner = Partner(
        name="X", kind="OTHER", country=cast.malawi, established_year=1500
    )

    with pytest.raises(InvalidInput) as refusal:
        check_constraints(partner)

    assert refusal.value.problems == {
        "": "The year it was founded must be between 1800 and 2100"
    }


@pytest.mark.parametrize(("year", "is_refused"), [(1799, True), (1800, False)])
def test_a_constraint_speaks_only_beyond_its_edge(cast, year, is_refused) -> None:
    partner = Partner(
        name="X", kind="OTHER", country=cast.malawi, established_year=year
    )
    problems = {}

    try:
        check_constraints(partner)
    except InvalidInput as refusal:
        problems = refusal.problems

    assert bool(problems) is is_refused


def test_an_invalid_form_changes_nothing() -> None:
    assert attempt(NameForm({}), refuse) is None


def test_a_valid_form_gives_what_the_service_returns() -> None:
    assert attempt(NameForm({"name": "A"}), lambda: 7) == 7


def test_a_refusal_comes_back_on_the_form() -> None:
    form = NameForm({"name": "A"})

    assert attempt(form, refuse) is None
    assert form.errors == {"name": ["Another name"], "__all__": ["As a whole"]}


def test_wrong_rows_stop_the_change() -> None:
    assert attempt(NameForm({"name": "A"}), lambda: 7, rows=Rows(valid=False)) is None


def test_rows_are_checked_even_when_the_form_is_wrong() -> None:
    rows = Rows(valid=True)

    attempt(NameForm({}), lambda: 7, rows=rows)

    assert rows.asked


def test_what_is_only_asked_for_is_not_posted() -> None:
    requests = RequestFactory()

    assert posted(requests.get("/?a=1")) is None
    assert posted(requests.post("/", {"a": "1"}))["a"] == "1"
