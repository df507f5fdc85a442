"""Is what a history names in the language of its reader?"""

import pytest
from django.utils import translation

from eclt_partners.audit.models import AuditEntry
from eclt_partners.dashboards.subject_words import subject_words
from partners.models import Event, PartnerFlag


@pytest.mark.parametrize(
    ("kind", "kept", "words"),
    [
        ("agreements.agreementversion", "version 4", "Version 4"),
        ("agreements.proposal", "proposal 1", "Proposition 1"),
        (
            "agreements.periodresult",
            "2026-01-01/2026-06-30",
            "1er jan 2026 \N{EN DASH} 30 juin 2026",
        ),
        ("partners.aftercheck", "+24, 2026-11-30", "24 mois après la fin, 30 nov 2026"),
        ("partners.event", Event(kind="AMENDMENT").audit_text, "Un accord modifié"),
        (
            "partners.partnerflag",
            PartnerFlag(kind="LEGAL").audit_text,
            "Enregistrement",
        ),
        (
            "partners.event",
            "A changed agreement came into force",
            "A changed agreement",
        ),
        ("reviews.review", "PULSE 2026-12-07", "Bilan court, 7 déc 2026"),
        ("partners.partnership", "MW-01 Nyali Trust", "MW-01 Nyali Trust"),
    ],
)
def test_an_object_is_named_in_the_language_of_the_reader(kind, kept, words) -> None:
    with translation.override("fr"):
        found = subject_words(AuditEntry(subject_type=kind, subject_text=kept))
    assert found.startswith(words)
