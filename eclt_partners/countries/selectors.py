"""What do we know about the days of a country?"""

from datetime import date

from eclt_partners.countries.models import WorkingDay


def next_working_day(country_code: str, day: date) -> date:
    """Return `day` if people work, else the next day they do.

    A day that is not filled (rulings 22: two years ahead) counts as a working day.
    """
    found = WorkingDay.objects.filter(country=country_code, day=day).first()
    return found.next_working_day if found else day
