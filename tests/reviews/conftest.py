"""What the tests of reviews share."""

import pytest

from eclt_partners.countries.services import fill_working_days
from partners.choices import Stage
from partners.models import Contact, Partner, Partnership, PartnershipParty
from reviews.choices import ReviewKind
from reviews.services import panels, planning
from reviews.services.planning import SideChoice
from tests.cast import NOW, TODAY
from tests.reviews.factories import (
    answer_side,
    fresh,
    review_with_days,
)


@pytest.fixture
def zuwa(cast):
    """The lead of a second partner in the Malawi partnership."""
    partner = Partner.objects.create(
        name="Zuwa Union", kind="TRADE_UNION", country=cast.malawi
    )
    return Contact.objects.create(
        partner=partner,
        name="Zuwa",
        email="zuwa@union.example",
        time_zone="Africa/Blantyre",
        is_head=True,
    )


@pytest.fixture
def coalition(cast, zuwa):
    """A closed review of a coalition: foundation 4, Gift's side 4, Zuwa's side 2."""
    second = PartnershipParty.objects.create(
        partnership=cast.malawi_partnership,
        partner=zuwa.partner,
        partner_lead=zuwa,
        from_on=TODAY,
    )
    review = planning.schedule_review(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        kind=ReviewKind.FULL,
        due_on=TODAY,
        panel=panels.PanelChoice((SideChoice(None, (cast.amina.pk,)),)),
    )
    for party, rating in ((None, 4), (cast.malawi_party, 4), (second, 2)):
        answer_side(review, party, rating)
    return fresh(review), second


@pytest.fixture
def planned_review(cast, now):
    """A planned review in Malawi, and nothing in Uganda that could owe a mail."""
    return review_with_days(cast, now)


@pytest.fixture
def only_malawi(cast, now):
    """Working days are filled, and nothing in Uganda could owe a mail."""
    Partnership.objects.filter(pk=cast.uganda_partnership.pk).update(
        stage=Stage.CONCLUDED
    )
    fill_working_days(now=now)
