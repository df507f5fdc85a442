"""Whose clock tells the times of a page?

Everywhere the reader's own (`accounts.middleware.ReaderMiddleware`); on a page about one
partnership the country's, so that a moment never stands on another day than the days
beside it, which are the country's.
"""

from django.utils import timezone

from eclt_partners.countries.models import Country


def tell_times_of(country: Country) -> None:
    """Tell the times of this answer as the clocks of a country do, until it is out."""
    timezone.activate(country.zone)
