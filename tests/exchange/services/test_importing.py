"""A checked list is written as it was shown, all of it or nothing."""

import pytest
from django.db import IntegrityError, transaction

from eclt_partners.audit.models import AuditEntry
from eclt_partners.exchange.choices import ListState, Outcome
from eclt_partners.exchange.models import PartnerImport
from eclt_partners.exchange.services.importing import import_list
from eclt_partners.exchange.services.lists import (
    check_list,
    keep_list,
    verdicts_of,
)
from partners.models import Partner, Partnership
from tests.cast import NOW, Cast
from tests.exchange.lists import list_of, whole


def ready(cast: Cast, *rows: dict[str, str]) -> PartnerImport:
    """A list that is checked."""
    kept = keep_list(owner=cast.amina, upload=list_of(*rows), language="en-gb", now=NOW)
    return check_list(actor=cast.actor("amina"), kept_id=kept.pk, now=NOW)


def write(cast: Cast, kept: PartnerImport) -> bool:
    done = import_list(actor=cast.actor("amina"), kept_id=kept.pk, now=NOW)
    kept.refresh_from_db()
    return done


def test_rows_become_partners_with_people_and_partnerships(cast: Cast) -> None:
    more = {
        "Country": "MW",
        "Legal name": "Chuma Union",
        "Contact": "Leo",
        "Phone": "1",
    }
    kept = ready(cast, whole(), more, whole(Legal_name="B", Kind="Club"))
    assert write(cast, kept)
    partner = Partner.objects.get(name="Chuma Union")
    party = partner.parties.get()
    assert party.partner_lead.name == "Tiya Banda"
    assert party.partner_lead.is_head
    assert party.partnership.foundation_lead == cast.amina
    assert sorted(partner.contacts.values_list("name", flat=True)) == [
        "Leo",
        "Tiya Banda",
    ]
    assert not Partner.objects.filter(name="B").exists()


def test_each_thing_that_is_written_stands_in_the_audit(cast: Cast) -> None:
    kept = ready(cast, whole())
    write(cast, kept)
    verbs = AuditEntry.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        "exchange.list.checked",
        "partners.partner.registered",
        "partners.contact.added",
        "partners.partnership.started",
        "exchange.list.imported",
    ]
    assert kept.written_entry == AuditEntry.objects.latest("pk").pk


def test_a_second_press_writes_nothing_more(cast: Cast) -> None:
    kept = ready(cast, whole())
    assert write(cast, kept)
    assert write(cast, kept)
    assert Partnership.objects.count() == 3


def test_what_moved_since_the_check_is_shown_again_and_nothing_is_written(
    cast: Cast,
) -> None:
    kept = ready(cast, whole(Legal_name="Zomba Council"), whole())
    Partner.objects.create(name="Chuma Unions", kind="OTHER", country=cast.malawi)
    assert not write(cast, kept)
    assert kept.state == ListState.CHECKED
    assert [each.outcome for each in verdicts_of(kept)] == [Outcome.NEW, Outcome.ASKS]
    assert not Partner.objects.filter(name="Zomba Council").exists()


def test_words_that_came_since_the_check_are_not_written_over(cast: Cast) -> None:
    partner = Partner.objects.create(
        name="Chuma Union", kind="TRADE_UNION", country=cast.malawi, about="Workers"
    )
    kept = ready(cast, whole(What_it_does="Speaks for workers"))
    assert [each.outcome for each in verdicts_of(kept)] == [Outcome.NEW]
    Partner.objects.filter(pk=partner.pk).update(about="A colleague wrote this")

    assert not write(cast, kept)
    partner.refresh_from_db()
    assert partner.about == "A colleague wrote this"
    assert write(cast, kept)


def test_what_changes_while_the_rows_are_judged_is_not_written_over(
    cast: Cast,
) -> None:
    row = whole(What_it_does="Speaks for workers")
    partner = Partner.objects.create(
        name="Chuma Union", kind="TRADE_UNION", country=cast.malawi, about="Workers"
    )
    kept = ready(cast, row)

    def interfere(_done: int) -> None:
        Partner.objects.filter(pk=partner.pk).update(about="A colleague wrote this")

    assert not import_list(
        actor=cast.actor("amina"), kept_id=kept.pk, now=NOW, tell=interfere
    )
    partner.refresh_from_db()
    assert partner.about == "A colleague wrote this"


def test_what_changes_without_touching_a_row_only_costs_another_look(
    cast: Cast,
) -> None:
    kept = ready(cast, whole())
    looks = []

    def interfere(_done: int) -> None:
        looks.append(1)
        Partner.objects.filter(pk=cast.nyali.pk).update(acronym="NT")

    assert import_list(
        actor=cast.actor("amina"), kept_id=kept.pk, now=NOW, tell=interfere
    )
    assert len(looks) == 2


def test_new_things_and_their_changes_by_later_rows_are_all_kept(cast: Cast) -> None:
    later = whole(Short_name="CU", Phone="+265 1", Head="")
    write(cast, ready(cast, whole(), later))
    partner = Partner.objects.get(name="Chuma Union")
    assert (partner.acronym, partner.contacts.get().phone) == ("CU", "+265 1")
    party = partner.parties.get()
    assert party.partner_lead == partner.contacts.get()
    verbs = AuditEntry.objects.filter(subject_type__startswith="partners.")
    assert sorted(verbs.values_list("verb", flat=True)) == [
        "partners.contact.added",
        "partners.contact.changed",
        "partners.partner.changed",
        "partners.partner.registered",
        "partners.partnership.started",
    ]


def test_the_database_takes_no_written_list_without_its_moment(cast: Cast) -> None:
    kept = ready(cast, whole())
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerImport.objects.filter(pk=kept.pk).update(state=ListState.WRITTEN)
