"""Whatever is typed or forged into a draft: a clear error, and nothing typed is lost."""

import pytest
import time_machine

from agreements.selectors.proposals import terms_of
from agreements.services.drafting import start_draft
from tests.agreements.table import raised
from tests.agreements.views.at_the_table import clause_form, staff
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("told_context")

HUGE = "word " * 420_000  # 2.1 MB


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def amina(cast):
    return staff(cast, "amina", raised(cast).pk)


@pytest.fixture
def draft(cast, amina):
    table = cast.malawi_partnership.agreements.get().renegotiations.get()
    return start_draft(actor=cast.actor("amina"), now=NOW, renegotiation=table)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("text", HUGE, "20000 characters or less"),
        ("text", "Zero\x00", "cannot be stored"),
        ("text", "  ", "Write the words of the clause"),
        ("heading", "", "Enter the heading of the clause"),
        ("heading", "x" * 201, "200 characters or less"),
        ("kind", "MAGIC", "from the list"),
        ("reason", "y" * 601, "600 characters or less"),
    ],
)
def test_a_clause_tells_at_the_field_what_is_wrong(
    amina, draft, field, value, told
) -> None:
    sent = clause_form(draft, **{field: value})
    response = amina.post("proposal_clause", draft.pk, "paying", **sent)

    assert response.status_code == 200
    form = response.context["editor"].form
    assert told in str(form.errors[field])
    assert set(form.errors) == {field}
    page = response.content.decode()
    for name in ("heading", "text", "reason"):
        assert form[name].value() == sent[name]
    assert "There is a problem" in page
    assert "<title>Error:" in page


def test_a_clause_is_signed_as_it_is_read(cast, amina, draft) -> None:
    sent = clause_form(draft, text="Pay \u202e000,01\u202c\x08 USD.\nIn May.")

    amina.post("proposal_clause", draft.pk, "paying", **sent)

    draft.refresh_from_db()
    texts = [clause.text for clause in terms_of(draft).clauses]
    assert "Pay 000,01 USD.\nIn May." in texts


ROWS = {
    "frame": (
        {"effective_to": "1 1 2020"},
        "effective_to",
        "The last day must be after the first",
    ),
    "rules": (
        {"take_stock_months": "13"},
        "take_stock_months",
        "Reviews must come at least every 12 months",
    ),
    "money": ({"line-0-amount": "-5"}, "amount", "must be 0 or more"),
    "targets": ({"target-0-quantity": "many"}, "quantity", "whole number"),
    "promises": ({"foundation-0-kind": ""}, "kind", "Choose what the promise is about"),
    "places": ({"place-0-text": "x" * 121}, "text", "120 characters or less"),
}


@pytest.mark.parametrize("part", ROWS)
def test_a_part_tells_at_the_field_what_is_wrong(amina, draft, part) -> None:
    wrong, field, told = ROWS[part]
    url = amina.url("proposal_part", draft.pk, part)
    editor = amina.client.get(url).context["editor"]
    sent = {
        field.html_name: "" if field.value() is None else field.value()
        for form in editor.all_forms
        for field in form
    }
    sent.update({group.count_name: len(group) for group in editor.groups})
    sent.update({"revision": draft.revision, "reason": "My reason", **wrong})

    response = amina.client.post(url, sent)

    assert response.status_code == 200
    forms = response.context["editor"].all_forms
    problems = [str(form.errors[field]) for form in forms if field in form.errors]
    assert len(problems) == 1
    assert told in problems[0]
    assert "My reason" in response.content.decode()
    before = terms_of(draft)
    draft.refresh_from_db()
    assert terms_of(draft) == before


def test_two_people_of_one_side_are_not_the_same_person(cast, amina, draft) -> None:
    url = amina.url("proposal_part", draft.pk, "rules")
    sent = {
        "revision": draft.revision,
        "partner_person": f"contact:{cast.gift.pk}",
        "partner_above": f"contact:{cast.gift.pk}",
    }
    form = amina.client.post(url, sent).context["editor"].form
    assert "Choose somebody else" in str(form.errors["partner_above"])


@pytest.mark.parametrize("count", ["-1", "999999999999", "NaN", "", "1e9"])
def test_a_forged_number_of_rows_is_no_way_to_stop_the_page(
    amina, draft, count
) -> None:
    response = amina.post(
        "proposal_part",
        draft.pk,
        "places",
        **{"place-rows": count, "more_rows": "1", "revision": draft.revision},
    )
    assert response.status_code == 200
    assert len(response.context["editor"].groups[0]) <= 100


@pytest.mark.parametrize("revision", ["", "0", "x", "99999999999999999999", "-1"])
def test_a_forged_revision_overwrites_nothing(amina, draft, revision) -> None:
    sent = clause_form(draft, revision=revision)
    response = amina.post("proposal_clause", draft.pk, "paying", **sent)
    assert response.status_code == 409
    assert "Within 10 working days." in response.content.decode()
    draft.refresh_from_db()
    assert draft.revision == 1


def test_a_key_of_another_line_is_kept_once(amina, draft) -> None:
    response = amina.post(
        "proposal_part",
        draft.pk,
        "money",
        **{
            "revision": draft.revision,
            "currency": "usd",
            "rate_on": "1 1 2026",
            "line-rows": "3",
            "line-0-key": "schools",
            "line-0-text": "Schools",
            "line-0-year": "2026",
            "line-0-amount": "60,000",
            "line-1-key": "schools",
            "line-1-text": "Roofs",
            "line-1-year": "2026",
            "line-1-amount": "6 000",
            "line-2-key": "../../forged",
            "line-2-text": "Overhead",
            "line-2-year": "2027",
            "line-2-amount": "0",
        },
    )
    assert response.status_code == 302
    draft.refresh_from_db()
    lines = terms_of(draft).lines
    assert [each.key for each in lines] == ["schools", "roofs", "overhead-2"]
    assert [each.amount for each in lines] == [60000, 6000, 0]


def test_an_unknown_part_clause_or_way_is_a_page_that_is_not_there(
    amina, draft
) -> None:
    assert amina.get("proposal_part", draft.pk, "magic").status_code == 404
    assert amina.get("proposal_clause", draft.pk, "magic").status_code == 404
    moved = amina.post("proposal_clause_move", draft.pk, "paying", way="sideways")
    assert moved.status_code == 404
    assert amina.post("proposal_library", draft.pk, clause="magic").status_code == 404


def test_markup_in_a_clause_is_shown_as_text(amina, draft) -> None:
    evil = "<script>alert(1)</script><ins>x</ins>"
    amina.post("proposal_clause", draft.pk, "paying", **clause_form(draft, text=evil))
    page = amina.read("proposal_changes", draft.pk)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
