"""Who is behind the keys that stand for people of both sides?"""

from collections.abc import Iterable

from eclt_partners.accounts.models import User
from eclt_partners.common.asking import ask_together
from partners.models import Contact


def people_names(keys: Iterable[str]) -> dict[str, str]:
    """Return the present names behind keys like "user:12" and "contact:7".

    Keys of others, and of people who are gone, are left out. One query. Names are
    looked up when they are shown, never copied (rulings 5).
    """
    wanted = set(keys)
    users = User.objects.filter(pk__in=_ids(wanted, "user"))
    contacts = Contact.objects.filter(pk__in=_ids(wanted, "contact"))
    found = {
        "user": users.values_list("pk", "name"),
        "contact": contacts.values_list("pk", "name"),
    }
    ask_together(*found.values())
    return {f"{kind}:{pk}": name for kind, rows in found.items() for pk, name in rows}


def _ids(keys: Iterable[str], kind: str) -> list[int]:
    parts = (key.partition(":") for key in keys)
    return [
        int(number)
        for name, _colon, number in parts
        if name == kind and number.isdecimal()
    ]
