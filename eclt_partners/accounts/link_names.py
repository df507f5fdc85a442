"""What is the thing called that a personal link reaches?

Reviews, changes and checks lie above this app; the apps that own them register here in
a module `link_subjects` when Django starts.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from eclt_partners.accounts.choices import LinkPurpose
from eclt_partners.accounts.models import PartnerLink


@dataclass(frozen=True, slots=True)
class Named:
    """How things of one kind are found and named.

    Attributes:
        rows: ids -> a question for these things, in one statement with others.
        name: one of them -> its name in the reader's language.
    """

    rows: Callable[[Collection[int]], QuerySet[Any]]
    name: Callable[[Any], str]


_registered: dict[LinkPurpose, Named] = {}


def register_names(
    *purposes: LinkPurpose,
    rows: Callable[[Collection[int]], QuerySet[Any]],
    name: Callable[[Any], str],
) -> None:
    """Tell how the subjects of links of some purposes are found and named."""
    _registered.update(dict.fromkeys(purposes, Named(rows, name)))


def subjects_of(
    links: Sequence[PartnerLink],
) -> Mapping[LinkPurpose, QuerySet[Any]]:
    """Return purpose -> the question for what links reach; nothing is asked yet."""
    wanted: dict[LinkPurpose, set[int]] = {}
    for link in links:
        wanted.setdefault(LinkPurpose(link.purpose), set()).add(link.subject_id)
    return {
        purpose: _registered[purpose].rows(ids)
        for purpose, ids in wanted.items()
        if purpose in _registered
    }


def name_of_subject(
    link: PartnerLink, subjects: Mapping[LinkPurpose, QuerySet[Any]]
) -> str:
    """Return what a link reaches; "" for the partnership itself and what is gone.

    Args:
        link: one of those for which the subjects were asked.
        subjects: from `subjects_of`.
    """
    purpose = LinkPurpose(link.purpose)
    found = [each for each in subjects.get(purpose, ()) if each.pk == link.subject_id]
    return _registered[purpose].name(found[0]) if found else ""
