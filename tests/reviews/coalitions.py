"""How do tests get a review of a partnership with two partners?"""

from partners.models import Contact, Partner, PartnershipParty
from reviews.choices import ReviewKind
from reviews.models import Review
from reviews.services import planning
from reviews.services.planning import PanelChoice, SideChoice
from tests.cast import NOW, TODAY, Cast
from tests.reviews.factories import answer_side, fresh


def second_lead(cast: Cast) -> Contact:
    """Return Zuwa, the head of a union that is not yet a party in Malawi."""
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


def planned_for_three(cast: Cast, lead: Contact) -> tuple[Review, PartnershipParty]:
    """Plan a review of a coalition: Amina, Gift and Zuwa.

    Returns:
        The review, and the party of Zuwa.
    """
    second = PartnershipParty.objects.create(
        partnership=cast.malawi_partnership,
        partner=lead.partner,
        partner_lead=lead,
        from_on=TODAY,
    )
    review = planning.schedule_review(
        actor=cast.actor("amina"),
        now=NOW,
        partnership=cast.malawi_partnership,
        kind=ReviewKind.FULL,
        due_on=TODAY,
        panel=PanelChoice((SideChoice(None, (cast.amina.pk,)),)),
    )
    return review, second


def answered_by_three(cast: Cast, lead: Contact) -> tuple[Review, PartnershipParty]:
    """Close a review of a coalition: foundation 4, Gift's side 4, Zuwa's side 2.

    Returns:
        The review, and the party of Zuwa.
    """
    review, second = planned_for_three(cast, lead)
    for party, rating in ((None, 4), (cast.malawi_party, 4), (second, 2)):
        answer_side(review, party, rating)
    return fresh(review), second
