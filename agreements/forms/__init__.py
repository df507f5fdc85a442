"""Which forms do the pages of agreements show?"""

from agreements.forms.agreements import AgreementForm, VersionForm
from agreements.forms.promises import PromiseRows

__all__ = ["AgreementForm", "PromiseRows", "VersionForm"]
