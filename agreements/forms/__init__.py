"""Which forms do the pages of agreements show?"""

from agreements.forms.agreements import AgreementForm, OutcomeForm, VersionForm
from agreements.forms.promises import PromiseRows

__all__ = ["AgreementForm", "OutcomeForm", "PromiseRows", "VersionForm"]
