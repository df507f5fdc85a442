"""A list is taken back in the product's own words; what people worked with stays."""

from datetime import timedelta

import pytest

from eclt_partners.accounts.models import RoleAssignment
from eclt_partners.accounts.selectors import actor_of_user
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actor import SYSTEM
from eclt_partners.common.errors import InvalidInput, NotPermitted
from eclt_partners.exchange.choices import Fate, ListState, What
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.services.undoing import MAY_UNDO_FOR, undo_list
from partners.choices import Stage
from partners.models import Contact, Partner, Partnership, StageChange
from partners.services.stages import write_stage_change
from tests.cast import NOW, Cast
from tests.exchange.lists import whole
from tests.exchange.services.test_importing import ready, write

LATER = NOW + timedelta(hours=3)
NYALI = {"Legal name": "Nyali Trust"}
PARTNER_ONLY = {"Country": "MW", "Legal name": "Zomba Council", "Kind": "Government"}


def imported(cast: Cast, *rows: dict[str, str]) -> PartnerImport:
    kept = ready(cast, *rows)
    assert write(cast, kept)
    return kept


def undo(cast: Cast, kept: PartnerImport, *, who: str = "amina", now=LATER) -> set:
    """Take a list back; return what became of what."""
    undo_list(actor=cast.actor(who), kept_id=kept.pk, now=now)
    kept.refresh_from_db()
    assert kept.state == ListState.UNDONE
    return {(each["what"], each["fate"]) for each in kept.traces}


def test_what_has_no_history_is_removed_and_the_rest_ends_in_our_words(
    cast: Cast,
) -> None:
    second = {
        "Country": "MW",
        "Legal name": "Chuma Union",
        "Contact": "Leo",
        "Phone": "1",
    }
    kept = imported(cast, whole(), second, PARTNER_ONLY)
    assert undo(cast, kept) == {
        (What.PARTNERSHIP, Fate.NOT_PURSUED),
        (What.CONTACT, Fate.LEFT),
        (What.CONTACT, Fate.REMOVED),
        (What.PARTNER, Fate.KEPT),
        (What.PARTNER, Fate.REMOVED),
    }
    partnership = Partnership.objects.get(name="Chuma Union")
    assert partnership.stage == Stage.NOT_PURSUED
    change = StageChange.objects.get(
        partnership=partnership, to_stage=Stage.NOT_PURSUED
    )
    assert change.reason.startswith("Entered by mistake")
    assert Contact.objects.get(name="Tiya Banda").left_on is not None
    assert not Contact.objects.filter(name="Leo").exists()
    assert not Partner.objects.filter(name="Zomba Council").exists()


def test_the_mended_list_can_be_sent_again(cast: Cast) -> None:
    undo(cast, imported(cast, whole()))
    imported(cast, whole())
    stages = Partnership.objects.filter(name="Chuma Union").values_list(
        "stage", flat=True
    )
    assert sorted(stages) == [Stage.EXPLORING, Stage.NOT_PURSUED]


def test_changed_facts_get_back_what_they_said(cast: Cast) -> None:
    row = {
        "Country": "MW",
        "Legal name": "Nyali Trust",
        "Short name": "NT",
        "Contact": "Gift",
        "Job title": "Director",
    }
    kept = imported(cast, row, row | {"Short name": "NYT"})
    assert undo(cast, kept) == {
        (What.PARTNER, Fate.PUT_BACK),
        (What.CONTACT, Fate.PUT_BACK),
    }
    cast.nyali.refresh_from_db()
    cast.gift.refresh_from_db()
    assert (cast.nyali.acronym, cast.gift.job_title) == ("", "")


def test_facts_that_several_rows_changed_get_back_what_stood_there_first(
    cast: Cast,
) -> None:
    row = {"Country": "MW", "Legal name": "Nyali Trust"}
    first = row | {"Short name": "NT", "Website": "nyali.example"}
    kept = imported(cast, first, row | {"Short name": "NYT", "Founded": "1999"})
    undo(cast, kept)
    cast.nyali.refresh_from_db()
    said = (cast.nyali.acronym, cast.nyali.website, cast.nyali.established_year)
    assert said == ("", "", None)


def test_what_somebody_worked_with_stays_with_its_people(cast: Cast) -> None:
    kept = imported(cast, whole())
    partnership = Partnership.objects.get(name="Chuma Union")
    write_stage_change(
        actor=cast.actor("brian"),
        now=LATER,
        partnership=partnership,
        to_stage=Stage.SHAPING,
    )
    assert undo(cast, kept) == {
        (What.PARTNERSHIP, Fate.STAYS),
        (What.CONTACT, Fate.STAYS),
        (What.PARTNER, Fate.KEPT),
    }
    assert Contact.objects.get(name="Tiya Banda").left_on is None


def test_where_the_right_is_gone_since_everything_stays(cast: Cast) -> None:
    kept = imported(cast, whole(), PARTNER_ONLY)
    RoleAssignment.objects.filter(user=cast.amina).update(country=cast.uganda)

    undo_list(actor=actor_of_user(cast.amina), kept_id=kept.pk, now=LATER)

    kept.refresh_from_db()
    assert {each["fate"] for each in kept.traces} == {Fate.NOT_YOURS}
    assert Partner.objects.filter(name="Zomba Council").exists()
    entry = AuditEntry.objects.latest("pk")
    assert entry.facts == {"undone": 0, "stays": 4}


def test_what_cannot_be_put_back_stays_and_holds_up_no_other_row(cast: Cast) -> None:
    kept = imported(cast, whole(), {"Country": "MW", **NYALI, "Short name": "NT"})
    for trace in kept.traces:
        trace["was"] = trace["was"] and {**trace["was"], "name": "Chuma Union"}
    kept.save()

    fates = undo(cast, kept)

    assert fates == {
        (What.PARTNERSHIP, Fate.NOT_PURSUED),
        (What.CONTACT, Fate.LEFT),
        (What.PARTNER, Fate.KEPT),
        (What.PARTNER, Fate.REFUSED),
    }
    cast.nyali.refresh_from_db()
    assert (cast.nyali.name, cast.nyali.acronym) == ("Nyali Trust", "NT")


def test_a_list_is_taken_back_by_its_sender_within_a_day_and_once(cast: Cast) -> None:
    kept = imported(cast, whole())
    with pytest.raises(NotPermitted):
        undo(cast, kept, who="brian")
    with pytest.raises(InvalidInput):
        undo(cast, kept, now=NOW + MAY_UNDO_FOR + timedelta(seconds=1))
    first = undo(cast, kept)
    assert undo(cast, kept) == first
    assert StageChange.objects.filter(changed_by=SYSTEM.key).count() == 1
