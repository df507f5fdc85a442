"""Which passwords are too weak, in plain words?

The checks are Django's; only what they say is ours.
"""

from django.contrib.auth import password_validation as checks
from django.utils.translation import gettext as _


class LongEnough(checks.MinimumLengthValidator):
    """A password has a least length."""

    def __init__(self, min_length: int = 12) -> None:
        super().__init__(min_length)

    def get_error_message(self) -> str:
        """Say how long it must be."""
        return _("The password must be %(count)d characters or more") % {
            "count": self.min_length
        }

    def get_help_text(self) -> str:
        """Say the same beforehand."""
        return _("%(count)d characters or more. Three words in a row are good") % {
            "count": self.min_length
        }


class NotCommon(checks.CommonPasswordValidator):
    """A password is not on the list of those that everybody tries."""

    def get_error_message(self) -> str:
        """Say what to do instead."""
        return _("Many people use this password. Choose another one")

    def get_help_text(self) -> str:
        """Nothing to say beforehand."""
        return ""


class NotYourself(checks.UserAttributeSimilarityValidator):
    """A password is not nearly the person's name or address."""

    def get_error_message(self) -> str:
        """Say what it is too close to."""
        return _("The password is too close to your name or e-mail address")

    def get_help_text(self) -> str:
        """Nothing to say beforehand."""
        return ""
