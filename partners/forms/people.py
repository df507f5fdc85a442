"""How does a form offer people of partners?"""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.forms.offers import offer, offer_choices
from partners.models import Contact
from partners.selectors.people import names_to_choose


def offer_people(form: forms.BaseForm, name: str, people: QuerySet[Contact]) -> None:
    """Let a field choose among people; those of a coalition stand with their partner."""
    offer(form, name, people)
    names = names_to_choose(people.select_related("partner"))
    choices = [(str(pk), text) for pk, text in names.items()]
    offer_choices(form, name, [("", _("Choose")), *choices])
