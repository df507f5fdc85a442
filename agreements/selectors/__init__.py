"""What do pages and services ask about agreements?"""

from agreements.selectors.agreements import (
    AgreementPage,
    KeepingRow,
    PromiseColumn,
    VersionRow,
    agreement_page,
    agreements_in_scope,
    head_of,
    keeping_of,
    keeping_rows,
    principles_in_force,
    version_at,
    version_rows,
)

__all__ = [
    "AgreementPage",
    "KeepingRow",
    "PromiseColumn",
    "VersionRow",
    "agreement_page",
    "agreements_in_scope",
    "head_of",
    "keeping_of",
    "keeping_rows",
    "principles_in_force",
    "version_at",
    "version_rows",
]
