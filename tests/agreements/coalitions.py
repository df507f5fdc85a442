"""How do tests get the table of a coalition: Gift, Zola and the foundation?"""

from agreements.models import Renegotiation
from eclt_partners.accounts.selectors import actor_of_link
from eclt_partners.common.actor import Actor
from partners.models import Contact, Partner, PartnershipParty
from tests.agreements.table import link_of_table, make_agreement, raised
from tests.cast import NOW, Cast


def second_party(cast: Cast) -> PartnershipParty:
    """Make Zuwa, led by Zola, a second partner of the partnership in Malawi."""
    zuwa = Partner.objects.create(name="Zuwa", kind="OTHER", country=cast.malawi)
    zola = Contact.objects.create(
        partner=zuwa,
        name="Zola",
        email="z@example.org",
        time_zone=cast.gift.time_zone,
        is_head=True,
    )
    return PartnershipParty.objects.create(
        partnership=cast.malawi_partnership,
        partner=zuwa,
        partner_lead=zola,
        from_on=NOW.date(),
    )


def table_of_three(cast: Cast) -> Renegotiation:
    """A change at the table of a coalition, which Gift raised."""
    parties = [cast.malawi_party, second_party(cast)]
    return raised(cast, make_agreement(cast, parties=parties))


def zola(cast: Cast, table: Renegotiation) -> Actor:
    """Zola as an actor: lead and head of Zuwa."""
    contact = Contact.objects.get(name="Zola")
    return actor_of_link(link_of_table(cast, table.pk, contact))
