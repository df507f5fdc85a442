"""Who is behind the keys of a text, and who may be named in it?"""

from collections.abc import Iterable

from agreements.models import Agreement
from agreements.rules.terms import TalkPath
from eclt_partners.accounts.selectors import names_of, people_of_country
from partners.models import Contact


def people_names(keys: Iterable[str]) -> dict[str, str]:
    """Return the names behind actor keys of both sides; two queries."""
    wanted = {key for key in keys if key}
    ids = [
        int(number)
        for kind, _colon, number in (key.partition(":") for key in wanted)
        if kind == "contact" and number.isdecimal()
    ]
    contacts = Contact.objects.filter(pk__in=ids).values_list("pk", "name")
    return {**names_of(wanted), **{f"contact:{pk}": name for pk, name in contacts}}


def party_names(agreement: Agreement) -> dict[int, str]:
    """Return the names of the partners by id of the party; one query."""
    rows = agreement.parties.values_list("pk", "partner__name")
    return {pk: str(name) for pk, name in rows}


def path_keys(*paths: TalkPath) -> set[str]:
    """Return the keys of everybody whom these honest-talk paths name."""
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


def foundation_people(agreement: Agreement) -> list[tuple[str, str]]:
    """Return key and name of the people of the foundation who work in the country."""
    people = people_of_country(agreement.partnership.country_id)
    return [(f"user:{user.pk}", user.name) for user in people]


def partner_people(agreement: Agreement) -> list[tuple[str, str]]:
    """Return key and name of the people of the partners at the table."""
    parties = agreement.parties.filter(to_on=None)
    people = Contact.objects.filter(
        partner__in=parties.values("partner"), left_on=None
    ).order_by("name")
    return [(f"contact:{pk}", name) for pk, name in people.values_list("pk", "name")]
