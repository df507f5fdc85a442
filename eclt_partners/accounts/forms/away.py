"""How are days away and the person who stands in typed in?"""

from typing import cast

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from eclt_partners.accounts.models import Absence, User
from eclt_partners.accounts.services.absences import AbsenceFields
from eclt_partners.common.forms import PlainModelForm
from eclt_partners.common.forms.offers import offer


class AwayForm(PlainModelForm):
    """The first and the last day away, and who stands in."""

    missing = {
        "from_on": _("Enter the first day away"),
        "until_on": _("Enter the last day away"),
        "stand_in": _("Choose who stands in"),
    }

    class Meta:
        model = Absence
        fields = ["from_on", "until_on", "stand_in"]
        help_texts = {
            "stand_in": _(
                "The list shows people who may do the same in the same places"
            )
        }

    def __init__(self, *args: object, people: QuerySet[User], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "stand_in", people, nothing=_("Choose a person"))

    def _post_clean(self) -> None:
        """Leave the rules of the database to the service, which has all facts."""

    def absence_fields(self) -> AbsenceFields:
        """The typed values."""
        typed = self.cleaned_data
        return AbsenceFields(
            stand_in=cast("User", typed["stand_in"]),
            from_on=typed["from_on"],
            until_on=typed["until_on"],
        )
