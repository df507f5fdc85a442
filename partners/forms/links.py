"""How does somebody say in which way the personal links of a person end?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from eclt_partners.accounts.choices import LinkEnding
from eclt_partners.common.forms import PlainForm


class EndLinksForm(PlainForm):
    """Whether new links follow; nothing is chosen beforehand."""

    missing = {"ending": _("Choose whether the links are replaced or closed")}

    ending = forms.ChoiceField(
        label=_("What should happen to these links?"),
        choices=LinkEnding.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Replace them when somebody else may have an old mail. Close them when "
            "somebody else may read the mails still to come"
        ),
    )

    def clean_ending(self) -> LinkEnding:
        """The way as the services know it."""
        return LinkEnding(self.cleaned_data["ending"])
