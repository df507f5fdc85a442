"""How does somebody say that mail to an address stops, or goes on?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms import PlainForm


class StopForm(PlainForm):
    """Why nothing shall be mailed to an address."""

    why = forms.CharField(label=_("Why"), max_length=300)
    missing = {"why": _("Write in a few words why mail to this address stops")}


class ClearForm(PlainForm):
    """Why mail to an address goes on."""

    why = forms.CharField(
        label=_("Why mail goes on"),
        max_length=300,
        help_text=_("For example: the mailbox works again, the person has written"),
    )
    missing = {"why": _("Write in a few words why mail goes on")}
