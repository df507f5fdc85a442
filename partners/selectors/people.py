"""Who is behind the keys that stand for people of both sides?"""

from collections.abc import Iterable

from eclt_partners.accounts.selectors import people_behind
from eclt_partners.common.asking import ask_together
from partners.models import Contact


def people_names(keys: Iterable[str]) -> dict[str, str]:
    """Return the present names behind keys like "user:12" and "contact:7".

    Keys of others, and of people who are gone, are left out. One query. Names are
    looked up when they are shown, never copied (rulings 5).
    """
    wanted = set(keys)
    ids = [
        int(number)
        for kind, _colon, number in (key.partition(":") for key in wanted)
        if kind == "contact" and number.isdecimal()
    ]
    people, contacts = people_behind(wanted), Contact.objects.filter(pk__in=ids)
    ask_together(people, contacts)
    return {
        **{f"user:{person.pk}": person.name for person in people},
        **{f"contact:{contact.pk}": contact.name for contact in contacts},
    }
