"""Which kinds of agreement are there, and which can be chosen?"""

from django.db.models import Count

from agreements.models import AgreementKind


def kinds() -> list[AgreementKind]:
    """Return all kinds by name, each with `in_use`: how many agreements are of it."""
    found = AgreementKind.objects.annotate(in_use=Count("agreements"))
    return sorted(found, key=_by_name)


def kind_choices() -> list[tuple[str, str]]:
    """Return code and name of the kinds that can be chosen, by name; one query."""
    found = AgreementKind.objects.filter(is_active=True)
    return [(kind.code, kind.name) for kind in sorted(found, key=_by_name)]


def _by_name(kind: AgreementKind) -> str:
    return kind.name.casefold()
