"""What happened to an object, in words a reader understands?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from eclt_partners.accounts.role_words import roles_in_words
from eclt_partners.audit.models import AuditEntry
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import SYSTEM, Actor
from eclt_partners.common.words import with_colon
from eclt_partners.dashboards.subject_words import review_words, subject_words
from eclt_partners.dashboards.verbs import QUIET_VERBS, UNNAMED_VERBS, verb_words
from eclt_partners.documents.choices import DocumentCategory
from eclt_partners.documents.models import Document
from partners.models import Partner, Partnership
from partners.selectors.people import people_names
from reviews.models import Review

RECENT = 8
# Each mail with a link writes one; that would be all there is to see on Today.
OF_LINKS = frozenset(
    f"accounts.link.{step}" for step in ("issued", "renewed", "exchanged", "left")
)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One audit entry as a reader sees it.

    Attributes:
        at: when.
        who: the name today, or the role when the person is no longer known.
        what: a sentence without its subject.
        partnership_id: which partnership it belongs to, or None.
        partnership: its name, or "".
    """

    at: datetime
    who: str
    what: str
    partnership_id: int | None = None
    partnership: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """One kind of object with a history: its name, page, model and way to its country."""

    label: Promise
    page: str
    model: type[Partner | Partnership | Agreement | Review]
    country: str


# Words of the address -> kind of object. Only objects that have a country wall of
# their own have a history page.
HISTORIES: Final[Mapping[str, Subject]] = {
    "partner": Subject(_("Partner"), "partners:detail", Partner, "country"),
    "partnership": Subject(
        _("Partnership"), "dashboards:partnership", Partnership, "country"
    ),
    "agreement": Subject(
        _("Agreement"), "agreements:detail", Agreement, "partnership__country"
    ),
    "review": Subject(_("Review"), "reviews:hub", Review, "partnership__country"),
}


def seen_object(
    actor: Actor, kind: str, key: int
) -> Partner | Partnership | Agreement | Review | None:
    """Return the object, or None when it is missing or not for this actor's eyes."""
    if kind not in HISTORIES:
        return None
    rows = HISTORIES[kind].model.objects.visible_to(actor).filter(pk=key)
    return rows.select_related(HISTORIES[kind].country).first()


def partnership_of(subject: Partnership | Agreement | Review) -> Partnership:
    """Return the partnership to which an object belongs."""
    return subject if isinstance(subject, Partnership) else subject.partnership


def subject_name(subject: Partner | Partnership | Agreement | Review) -> str:
    """Name an object in the reader's language; a review by its partnership and day."""
    if not isinstance(subject, Review):
        return subject.audit_text
    return f"{subject.partnership.name}, {review_words(subject.audit_text)}"


def entries_about(
    kind: str, key: int, *, verbs: Sequence[str] = ()
) -> QuerySet[AuditEntry]:
    """Return the entries of one object that a history tells, newest first.

    A partnership has what belongs to it; other objects their own entries.

    Args:
        kind: a key of `HISTORIES`.
        key: the object's id; the caller has loaded it in scope.
        verbs: only these; all without any.
    """
    rows = _told().filter(verb__in=verbs) if verbs else _told()
    if kind == "partnership":
        return rows.filter(partnership_id=key)
    label = HISTORIES[kind].model._meta.label_lower
    return rows.filter(subject_type=label, subject_id=key)


def main_entries(partnership_id: int) -> QuerySet[AuditEntry]:
    """Return a partnership's entries without the saving of single answers."""
    return entries_about("partnership", partnership_id).exclude(verb__in=QUIET_VERBS)


def recent_entries(actor: Actor) -> QuerySet[AuditEntry]:
    """Return the latest changes to partnerships that the actor may see.

    Each carries `place_name`, the name of its partnership.
    """
    scope = actor.scope(Action.SEE)
    if scope.is_empty:
        return AuditEntry.objects.none()
    names = Partnership.objects.filter(pk=OuterRef("partnership_id")).order_by()
    rows = _told().filter(partnership_id__isnull=False)
    rows = rows.exclude(verb__in=QUIET_VERBS | OF_LINKS)
    if not scope.everywhere:
        rows = rows.filter(
            Q(country_code__in=scope.countries)
            | Q(partnership_id__in=scope.partnerships)
        )
    return rows.annotate(place_name=Subquery(names.values("name")))[:RECENT]


def _told() -> QuerySet[AuditEntry]:
    """Return all entries but those of files beside answers.

    Such a file is shown without its author; name and moment would tell whose it is.
    """
    return AuditEntry.objects.exclude(
        subject_type=Document._meta.label_lower,
        facts__category=DocumentCategory.EVIDENCE,
    )


def changes_in_words(entries: Iterable[AuditEntry]) -> list[HistoryLine]:
    """Put entries of several partnerships into words. At most one query, for names."""
    rows = list(entries)
    if not rows:
        return []
    places = {row.partnership_id: getattr(row, "place_name", "") for row in rows}
    return history_lines(
        rows, places={key: name or "" for key, name in places.items() if key}
    )


def history_lines(
    entries: Sequence[AuditEntry], *, places: Mapping[int, str] | None = None
) -> list[HistoryLine]:
    """Put entries into words. One query for the names of people.

    Args:
        entries: in the order they are shown.
        places: partnership id -> name, when lines of several partnerships are mixed.
    """
    names = actor_names(entry.actor_key for entry in entries)
    return lines_with(names, entries, places=places)


def lines_with(
    names: Mapping[str, str],
    entries: Iterable[AuditEntry],
    *,
    places: Mapping[int, str] | None = None,
) -> list[HistoryLine]:
    """Put entries into words, as `history_lines` does, with names in hand."""
    return [
        HistoryLine(
            at=entry.at,
            who=_who(entry, names),
            what=_what(entry),
            partnership_id=entry.partnership_id,
            partnership=(places or {}).get(entry.partnership_id or 0, ""),
        )
        for entry in entries
    ]


def _who(entry: AuditEntry, names: Mapping[str, str]) -> str:
    if entry.verb in UNNAMED_VERBS:
        return gettext("Somebody who answered")
    role = roles_in_words(entry.actor_text)
    return names.get(entry.actor_key) or role or gettext("Somebody")


def actor_names(keys: Iterable[str]) -> dict[str, str]:
    """Return the present names of actors by key; people who are gone are left out.

    One query.
    """
    return {SYSTEM.key: gettext("The system"), **people_names(keys)}


def _what(entry: AuditEntry) -> str:
    words, about = verb_words(entry.verb), subject_words(entry)
    return f"{with_colon(words)} {about}" if about else f"{words}"
