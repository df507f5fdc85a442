"""Which days off come, by the calendar of a country and by what was entered here?"""

from dataclasses import dataclass
from datetime import date, timedelta

from eclt_partners.countries.models import Country, HolidayOverride
from eclt_partners.countries.services import DAYS_A_YEAR, public_holidays

YEARS_AHEAD = 2  # as far as working days are filled (rulings 22)


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which the country differs from its usual week.

    Attributes:
        name: of the holiday, in the reader's language where the calendar has it.
        entered: the row that says so here; None for a public holiday.
    """

    day: date
    name: str
    entered: HolidayOverride | None = None


def last_day_entered(today: date) -> date:
    """Return the last day that can be entered: as far as working days are filled."""
    return today + timedelta(days=DAYS_A_YEAR * YEARS_AHEAD)


def days_off_ahead(country: Country, *, today: date, language: str) -> list[DayOff]:
    """Return the public holidays of the next twelve months and every day entered here.

    A day that was entered stands for the public holiday of that day.

    Args:
        country: the country.
        today: the day in the country.
        language: of the reader, for example "fr".
    """
    year_on = today + timedelta(days=DAYS_A_YEAR)
    years = range(today.year, year_on.year + 1)
    found = {
        day: DayOff(day, name)
        for day, name in public_holidays(
            country.code, years=years, language=language
        ).items()
        if today <= day < year_on
    }
    entered = HolidayOverride.objects.filter(country=country, day__gte=today)
    found |= {each.day: DayOff(each.day, each.name, each) for each in entered}
    return [found[day] for day in sorted(found)]


def is_usually_free(country: Country, day: date) -> bool:
    """Tell whether a day is in the weekend or a public holiday."""
    holidays = public_holidays(country.code, years=range(day.year, day.year + 1))
    return str(day.isoweekday()) in country.weekend or day in holidays
