"""What do pages and other apps ask about partners and partnerships?"""

from partners.selectors.look_alikes import LookAlike, Wanted, look_alikes
from partners.selectors.registry import (
    PartnerFilters,
    contacts_of,
    countries_to_filter,
    countries_to_register_in,
    open_parties,
    partner_list,
    partnership_for_forms,
    partnerships_of,
    possible_allies,
    stages_in_use,
)

__all__ = [
    "LookAlike",
    "PartnerFilters",
    "Wanted",
    "contacts_of",
    "countries_to_filter",
    "countries_to_register_in",
    "look_alikes",
    "open_parties",
    "partner_list",
    "partnership_for_forms",
    "partnerships_of",
    "possible_allies",
    "stages_in_use",
]
