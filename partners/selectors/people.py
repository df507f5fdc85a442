"""Who is behind the keys that stand for people of both sides?"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from eclt_partners.accounts.models import User
from eclt_partners.accounts.selectors import people_behind, people_called
from eclt_partners.common.asking import ask_together
from partners.models import Contact

MOST_FOUND = 200


def people_names(keys: Iterable[str]) -> dict[str, str]:
    """Return the present names behind keys like "user:12" and "contact:7".

    Keys of others, and of people who are gone, are left out. One query. Names are
    looked up when they are shown, never copied (rulings 5).
    """
    return _names_of(*_rows_behind(keys))


def people_and_leavers(keys: Iterable[str]) -> tuple[dict[str, str], set[str]]:
    """Return the names behind keys, and the keys of those who left. One query.

    Who left is at the partner no more, or cannot sign in.
    """
    people, contacts = _rows_behind(keys)
    gone = {f"user:{person.pk}" for person in people if not person.is_active}
    gone |= {f"contact:{contact.pk}" for contact in contacts if contact.left_on}
    return _names_of(people, contacts), gone


def names_to_choose(people: Iterable[Contact]) -> dict[int, str]:
    """Return id -> name of people to choose from, in their order.

    Where they work at several partners the name comes with the partner.

    Args:
        people: with their partner.
    """
    rows = list(people)
    are_mixed = len({each.partner_id for each in rows}) > 1
    return {
        each.pk: f"{each.name}, {each.partner.name}" if are_mixed else each.name
        for each in rows
    }


def _names_of(people: Iterable[User], contacts: Iterable[Contact]) -> dict[str, str]:
    return {
        **{f"user:{person.pk}": person.name for person in people},
        **{f"contact:{contact.pk}": contact.name for contact in contacts},
    }


def _rows_behind(keys: Iterable[str]) -> tuple[QuerySet[User], QuerySet[Contact]]:
    wanted = set(keys)
    ids = [
        int(number)
        for kind, _colon, number in (key.partition(":") for key in wanted)
        if kind == "contact" and number.isdecimal()
    ]
    people, contacts = people_behind(wanted), Contact.objects.filter(pk__in=ids)
    ask_together(people, contacts)
    return people, contacts


def keys_of_people(words: str) -> list[str]:
    """Return the keys of people of both sides whose name or address has these words.

    For filters of lists that are in scope by themselves. One query; at most 200 people
    of each side.
    """
    people = people_called(words)[:MOST_FOUND]
    contacts = Contact.objects.filter(
        Q(name__unaccent__icontains=words) | Q(email__icontains=words)
    ).order_by("pk")[:MOST_FOUND]
    ask_together(people, contacts)
    return [
        *(f"user:{person.pk}" for person in people),
        *(f"contact:{contact.pk}" for contact in contacts),
    ]
