"""Who is behind the keys of a text, and who may be named in it?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Prefetch, prefetch_related_objects

from agreements.models import Agreement
from agreements.rules.terms import TalkPath, Terms
from eclt_partners.accounts.selectors import people_of_country
from partners.models import Contact, PartnershipParty
from partners.selectors.people import names_to_choose, people_names


@dataclass(frozen=True, slots=True)
class Names:
    """Who is behind the keys of a text.

    Attributes:
        people: actor key -> name.
        parties: id of a party -> name of the partner.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    parties: Mapping[int, str] = field(default_factory=dict)


def names_in(
    agreement: Agreement, texts: Iterable[Terms], more: Iterable[str] = ()
) -> Names:
    """Return who is named in texts of an agreement; at most two queries.

    Args:
        agreement: the deal, whose parties are named.
        texts: their honest-talk paths and promises name people.
        more: keys of further people.
    """
    read = list(texts)
    keys = {*more, *_path_keys(each.talk_path for each in read)}
    keys = keys.union(*(each.named_in_promises for each in read))
    read_parties(agreement)
    parties = {party.pk: party.partner.name for party in agreement.parties.all()}
    return Names(people_names(keys), parties)


def read_parties(agreement: Agreement) -> None:
    """Let an agreement hold its parties with their partners, asked for once."""
    parties = PartnershipParty.objects.select_related("partner")
    prefetch_related_objects([agreement], Prefetch("parties", parties))


def foundation_people(agreement: Agreement) -> list[tuple[str, str]]:
    """Return key and name of the people of the foundation who work in the country."""
    people = people_of_country(agreement.partnership.country_id)
    return [(f"user:{user.pk}", user.name) for user in people]


def partner_people(agreement: Agreement) -> list[tuple[str, str]]:
    """Return key and name of the people of the partners at the table.

    In a coalition the name comes with the partner for which somebody works.
    """
    parties = agreement.parties.filter(to_on=None)
    people = Contact.objects.filter(
        partner__in=parties.values("partner"), left_on=None
    ).order_by("name", "pk")
    names = names_to_choose(people.select_related("partner"))
    return [(f"contact:{pk}", name) for pk, name in names.items()]


def _path_keys(paths: Iterable[TalkPath]) -> set[str]:
    return {
        key
        for path in paths
        for key in (
            path.foundation_person,
            path.foundation_above,
            path.partner_person,
            path.partner_above,
        )
        if key
    }
