"""Which forms do the pages of partners and partnerships show?"""

from partners.forms.partners import ContactForm, PartnerFilterForm, PartnerForm
from partners.forms.partnerships import (
    EventForm,
    PartnershipEditForm,
    PartnershipForm,
)

__all__ = [
    "ContactForm",
    "EventForm",
    "PartnerFilterForm",
    "PartnerForm",
    "PartnershipEditForm",
    "PartnershipForm",
]
