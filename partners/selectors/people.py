"""Who is behind the keys that stand for people of both sides?"""

from collections.abc import Iterable

from eclt_partners.accounts.selectors import names_of
from partners.models import Contact


def people_names(keys: Iterable[str]) -> dict[str, str]:
    """Return the present names behind keys like "user:12" and "contact:7".

    Keys of others, and of people who are gone, are left out. Two queries. Names are
    looked up when they are shown, never copied (rulings 5).
    """
    wanted = set(keys)
    ids = [
        int(number)
        for kind, _colon, number in (key.partition(":") for key in wanted)
        if kind == "contact" and number.isdecimal()
    ]
    contacts = Contact.objects.filter(pk__in=ids).values_list("pk", "name")
    return {**names_of(wanted), **{f"contact:{pk}": name for pk, name in contacts}}
