"""A promise of a draft keeps, shows and takes all that the ledger needs of it."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine

from agreements.choices import RhythmKind
from agreements.models import Agreement, Proposal
from agreements.rules.terms import Promise
from agreements.selectors.people import Names
from agreements.selectors.proposals import terms_of
from agreements.services.drafting import start_draft
from agreements.views.comparison_parts import comparison_page
from partners.models import Contact
from tests.agreements.coalitions import table_of_three
from tests.agreements.table import TERMS, make_agreement, raised
from tests.agreements.views.at_the_table import Seat, staff
from tests.agreements.visits import page_of
from tests.cast import NOW, Cast

pytestmark = pytest.mark.usefixtures("told_context")


@pytest.fixture(autouse=True)
def the_moment():
    with time_machine.travel(NOW, tick=True):
        yield


def full_promise(cast: Cast) -> Promise:
    """A promise of the partner with everything that can be said of one."""
    return replace(
        TERMS.promises[1],
        due_on=date(2027, 1, 31),
        rhythm_kind=RhythmKind.MONTHS.value,
        rhythm_number=3,
        measure="Pages of the register",
        evidence_wanted="A photo of the last page",
        owner_key=f"contact:{cast.gift.pk}",
        confirmer_key=f"user:{cast.amina.pk}",
    )


def agreement_with(cast: Cast, promise: Promise) -> Agreement:
    terms = replace(TERMS, promises=(TERMS.promises[0], promise))
    return make_agreement(cast, terms)


def draft_with(cast: Cast, promise: Promise) -> tuple[Seat, Proposal]:
    table = raised(cast, agreement_with(cast, promise))
    draft = start_draft(actor=cast.actor("amina"), now=NOW, renegotiation=table)
    return staff(cast, "amina", table.pk), draft


def sent_page(seat: Seat, draft: Proposal, **changes: str):
    """Send the page of promises as the browser shows it, with some fields changed."""
    url = seat.url("proposal_part", draft.pk, "promises")
    editor = seat.client.get(url).context["editor"]
    sent = {
        field.html_name: "" if field.value() is None else field.value()
        for form in editor.all_forms
        for field in form
    }
    sent.update({group.count_name: len(group) for group in editor.groups})
    return seat.client.post(url, {**sent, "revision": draft.revision, **changes})


def sent_again(seat: Seat, draft: Proposal, **changes: str) -> Proposal:
    response = sent_page(seat, draft, **changes)
    assert response.status_code == 302
    draft.refresh_from_db()
    return draft


def test_whoever_changes_the_words_of_a_promise_keeps_everything_else(cast) -> None:
    promise = full_promise(cast)
    seat, draft = draft_with(cast, promise)

    sent_again(seat, draft, **{"partner-0-text": "Report in writing"})

    kept = terms_of(draft).promises[1]
    assert kept == replace(promise, text="Report in writing")


def test_a_rhythm_and_people_can_be_chosen_in_a_draft(cast) -> None:
    seat, draft = draft_with(cast, TERMS.promises[1])

    sent_again(
        seat,
        draft,
        **{
            "partner-0-rhythm_kind": "QUARTERLY",
            "partner-0-measure": "Visits",
            "partner-0-owner_key": f"contact:{cast.gift.pk}",
            "partner-0-confirmer_key": f"user:{cast.brian.pk}",
        },
    )

    chosen = terms_of(draft).promises[1]
    assert (chosen.rhythm_kind, chosen.rhythm_number) == ("QUARTERLY", None)
    assert chosen.measure == "Visits"
    assert chosen.owner_key == f"contact:{cast.gift.pk}"
    assert chosen.confirmer_key == f"user:{cast.brian.pk}"


def test_somebody_who_may_not_be_named_any_more_stays_until_another_is_chosen(
    cast,
) -> None:
    gone = replace(full_promise(cast), owner_key="contact:999999")
    seat, draft = draft_with(cast, gone)

    assert "As until now" in seat.read("proposal_part", draft.pk, "promises")
    sent_again(seat, draft)

    assert terms_of(draft).promises[1] == gone


def test_a_comparison_says_all_that_changes_in_a_promise(cast) -> None:
    promise = full_promise(cast)
    names = Names(people={promise.owner_key: "Gift", promise.confirmer_key: "Amina"})
    old = replace(TERMS, promises=(TERMS.promises[1],))
    new = replace(TERMS, promises=(promise,))

    page = comparison_page(old, new, names=names)

    (row,) = [row for row in page.rows if row.key == "promise:P1"]
    said = {line.label: [span.text for span in line.spans] for line in row.lines}
    assert said["How often"] == ["Every 3 months"]
    assert said["How we measure it"] == ["Pages of the register"]
    assert said["What shows that it is kept"] == ["A photo of the last page"]
    assert said["Who looks after it"] == ["Gift"]
    assert said["Who confirms it on the other side"] == ["Amina"]


def test_the_text_that_is_signed_says_all_of_a_promise(cast) -> None:
    agreement = agreement_with(cast, full_promise(cast))

    page = page_of(staff(cast, "amina", 0).client, "version", agreement.pk, 1)

    for part in (
        "Every 3 months",
        "Pages of the register",
        "A photo of the last page",
        f"Who looks after it: {cast.gift.name}",
        f"Who confirms it on the other side: {cast.amina.name}",
    ):
        assert part in page


def test_of_a_coalition_somebody_of_the_partner_that_promises_looks_after_it(
    cast,
) -> None:
    table = table_of_three(cast)
    draft = start_draft(actor=cast.actor("amina"), now=NOW, renegotiation=table)
    seat = staff(cast, "amina", table.pk)
    url = seat.url("proposal_part", draft.pk, "promises")
    assert "Zola, Zuwa" in seat.client.get(url).content.decode()
    zola = Contact.objects.get(name="Zola")
    row = {
        "partner-0-party": str(cast.malawi_party.pk),
        "partner-0-owner_key": f"contact:{zola.pk}",
    }

    refused = sent_page(seat, draft, **row)

    assert refused.status_code == 200
    assert "Choose somebody of Nyali Trust" in refused.content.decode()
    row["partner-0-party"] = str(zola.parties_led.get().pk)
    assert sent_page(seat, draft, **row).status_code == 302
