"""Which forms do the pages of accounts and set-up show?"""

from eclt_partners.accounts.forms.countries import CountryForm, NewCountryForm
from eclt_partners.accounts.forms.people import (
    NewPersonForm,
    OwnSettingsForm,
    PersonForm,
    SettingsForm,
)
from eclt_partners.accounts.forms.sign_in import (
    ChangePasswordForm,
    FirstPasswordForm,
    ForgottenPasswordForm,
    NewPasswordForm,
    SignInForm,
)

__all__ = [
    "ChangePasswordForm",
    "CountryForm",
    "FirstPasswordForm",
    "ForgottenPasswordForm",
    "NewCountryForm",
    "NewPasswordForm",
    "NewPersonForm",
    "OwnSettingsForm",
    "PersonForm",
    "SettingsForm",
    "SignInForm",
]
