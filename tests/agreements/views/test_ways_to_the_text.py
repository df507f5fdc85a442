"""What both sides signed can be read from every page that speaks of it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from agreements.services.endings import decline
from partners.choices import Stage
from partners.models import Partnership, StageChange
from tests.agreements.table import make_agreement, raised, ready, signed
from tests.agreements.views.at_the_table import partner, staff
from tests.agreements.visits import at_home, page_of, text, url
from tests.agreements.visits import staff as visitor
from tests.cast import NOW

ENDS_TODAY = '<dt>Agreement ends <span class="fact-note">today</span></dt>'


@pytest.fixture
def newest(cast):
    """The version that Brian and Gift signed."""
    with time_machine.travel(NOW, tick=False):
        ready(cast)
        yield signed(cast, raised(cast))


def test_a_partner_reads_what_it_signed_from_its_own_page(cast, newest) -> None:
    with time_machine.travel(NOW + timedelta(days=60), tick=False):
        gift = at_home(cast)
        home = text(gift.get(reverse("dashboards:partner_home")))
    read = url("partner_version", newest.agreement_id, newest.number)
    changed = url("partner_compare", newest.agreement_id, 1, newest.number)

    assert f'href="{read}"' in home
    assert f'href="{changed}"' in home
    for address in (read, changed):
        page = text(gift.get(address))
        assert "Back to our partnership" in page
        assert f'href="{reverse("dashboards:partner_home")}"' in page


def test_a_version_that_begins_later_is_announced_where_the_agreement_stands(
    cast, newest
) -> None:
    words = "Version 2 is signed and begins on 23 Dec 2026"
    place = reverse("dashboards:partnership", args=[cast.malawi_partnership.pk])
    amina, gift = visitor(cast, "amina"), at_home(cast)
    home = reverse("dashboards:partner_home")
    detail = url("detail", newest.agreement_id)
    for client, address in ((amina, place), (amina, detail), (gift, home)):
        assert words in text(client.get(address))

    with time_machine.travel(NOW + timedelta(days=60), tick=False):
        for client, address in (
            (visitor(cast, "amina"), detail),
            (at_home(cast), home),
        ):
            assert words not in text(client.get(address))


def test_a_link_to_one_table_leads_back_to_no_page_that_it_does_not_open(
    cast, newest
) -> None:
    gift = partner(cast, newest.renegotiation.pk)
    address = url("partner_version", newest.agreement_id, newest.number)

    assert "Back to our partnership" not in text(gift.client.get(address))


@pytest.mark.parametrize("sit", [partner, lambda cast, pk: staff(cast, "amina", pk)])
def test_a_table_that_led_to_a_version_leads_to_its_text(cast, newest, sit) -> None:
    seat = sit(cast, newest.renegotiation.pk)
    page = f"{seat.prefix}version"
    address = url(page, newest.agreement_id, newest.number)

    assert f'href="{address}"' in seat.read("table")
    assert page_of(seat.client, page, newest.agreement_id, newest.number)


def test_after_the_last_signature_the_partner_is_led_to_the_text(cast, newest) -> None:
    gift = partner(cast, newest.renegotiation.pk)
    proposal = newest.renegotiation.proposals.get()
    page = gift.read("proposal_signed", proposal.pk)

    for address in (
        url("partner_version", newest.agreement_id, newest.number),
        gift.url("proposal", proposal.pk),
    ):
        assert f'href="{address}"' in page


def test_a_partner_finds_again_what_was_declined(cast) -> None:
    with time_machine.travel(NOW, tick=False):
        table = raised(cast)
        decline(
            actor=cast.actor("brian"),
            now=NOW,
            renegotiation=table,
            reason="MONEY",
            text="There is no money left",
            would_be_possible="A second donor",
        )
        gift = at_home(cast)
        home = text(gift.get(reverse("dashboards:partner_home")))
        address = url("partner_table", table.pk)
        page = text(gift.get(address))

    assert f'<a href="{address}">The storm took the roofs</a>' in home
    assert "A second donor" in page
    for words in (
        "No talk was written down.",
        "No proposal was made.",
        "Not before it ended",
    ):
        assert words in page


def test_while_a_change_is_open_it_is_no_earlier_one(cast) -> None:
    with time_machine.travel(NOW, tick=False):
        raised(cast)
        home = text(at_home(cast).get(reverse("dashboards:partner_home")))

    assert "A change is open" in home
    assert "Changes that were asked for" not in home


@pytest.mark.parametrize("stage", [Stage.SUSTAINING, Stage.ENDED_EARLY])
def test_after_the_end_no_page_offers_a_change_that_is_refused(cast, stage) -> None:
    """A new agreement takes a new chapter, where there can be one."""
    agreement = make_agreement(cast)
    place = agreement.partnership
    Partnership.objects.filter(pk=place.pk).update(stage=stage)
    offered = "Ask for a change", "Begin a new agreement"
    with time_machine.travel(NOW, tick=False):
        amina, gift = visitor(cast, "amina"), at_home(cast)
        ours = text(amina.get(reverse("dashboards:partnership", args=[place.pk])))
        pages = [
            ours,
            page_of(amina, "detail", agreement.pk),
            text(gift.get(reverse("dashboards:partner_home"))),
        ]

    assert not any(words in page for words in offered for page in pages)
    says_how = "A new agreement needs a new chapter first." in ours
    assert says_how is (stage == Stage.SUSTAINING)


def test_what_ended_on_its_first_day_never_begins(cast, newest) -> None:
    """Closed before the day of the new version: nobody announces it any more."""
    place = newest.agreement.partnership
    Partnership.objects.filter(pk=place.pk).update(stage=Stage.SUSTAINING)
    StageChange.objects.create(
        partnership=place,
        from_stage=Stage.ACTIVE,
        to_stage=Stage.SUSTAINING,
        changed_at=NOW + timedelta(seconds=1),
        changed_on=NOW.date(),
        changed_by="user:1",
    )
    page = text(
        visitor(cast, "amina").get(reverse("dashboards:partnership", args=[place.pk]))
    )

    assert "is signed and begins on" not in page
    assert ENDS_TODAY in page


def test_on_the_day_of_closing_the_agreement_ends_today_and_is_still_in_force(
    cast,
) -> None:
    """Its last day counts."""
    place = make_agreement(cast).partnership
    Partnership.objects.filter(pk=place.pk).update(stage=Stage.SUSTAINING)
    StageChange.objects.create(
        partnership=place,
        from_stage=Stage.ACTIVE,
        to_stage=Stage.SUSTAINING,
        changed_at=NOW,
        changed_on=NOW.date(),
        changed_by="user:1",
    )
    with time_machine.travel(NOW, tick=False):
        amina = visitor(cast, "amina")
        page = text(amina.get(reverse("dashboards:partnership", args=[place.pk])))

    assert ENDS_TODAY in page
    assert "In force" in page
    assert "has ended" not in page
