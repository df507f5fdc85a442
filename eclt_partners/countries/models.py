"""Where do we work, and on which days?"""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries as iso_countries

from eclt_partners.common.rules.alphabet import without_accents
from eclt_partners.countries.choices import Weekend


@cache
def _zones() -> frozenset[str]:
    """Return the names of all time zones; the files of the database are gone through."""
    return frozenset(available_timezones())


def validate_time_zone(value: str) -> None:
    """Refuse a name that is not in the time zone database."""
    if value not in _zones():
        raise ValidationError(
            _("Choose a time zone from the list, for example Africa/Blantyre")
        )


# English says “in the Philippines”: unions, islands and rivers.
WITH_ARTICLE = frozenset([
    "AE", "BS", "CD", "CF", "CG", "DO", "FK", "GB", "GM", "KM", "KY",
    "MH", "MP", "MV", "NL", "PH", "SB", "SC", "TC", "US", "VG", "VI",
])  # fmt: skip


MONTHS_OF_THE_YEAR = list(range(1, 13))


@cache
def _name_of(code: str, _language: str | None) -> str:
    """Return the name in the active language; a table of the library is gone through."""
    return str(iso_countries.name(code)) or code


class Country(models.Model):
    """One row is a country the foundation works in; its code is its key.

    `harvest_months` are the months, 1 to 12, of the main harvest; nobody has time for
    a first review then (methods A3, W4).
    """

    code = models.CharField(
        _("code"),
        primary_key=True,
        max_length=2,
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Use two capital letters"))],
    )
    time_zone = models.CharField(
        _("time zone"), max_length=50, validators=[validate_time_zone]
    )
    weekend = models.CharField(
        _("weekend"), max_length=7, choices=Weekend, default=Weekend.SAT_SUN
    )
    working_languages = models.CharField(
        _("working languages"), max_length=60, blank=True
    )
    default_language = models.CharField(
        _("language of mails"), max_length=8, choices=settings.LANGUAGES
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("Use three capital letters"))],
    )
    harvest_months = ArrayField(
        models.PositiveSmallIntegerField(),
        default=list,
        blank=True,
        verbose_name=_("main harvest"),
    )
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^[A-Z]{2}$"),
                name="country_code_is_iso",
            ),
            models.CheckConstraint(
                condition=models.Q(currency__regex=r"^[A-Z]{3}$"),
                name="country_currency_is_iso",
            ),
            models.CheckConstraint(
                condition=models.Q(harvest_months__contained_by=MONTHS_OF_THE_YEAR),
                name="country_harvest_is_in_months",
            ),
            models.CheckConstraint(
                condition=~models.Q(time_zone=""), name="country_has_a_time_zone"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The country's name in the reader's language."""
        return _name_of(self.code, get_language())

    @property
    def sorts_as(self) -> str:
        """What countries are sorted by, in the reader's language."""
        return without_accents(self.name)

    @property
    def name_in_sentence(self) -> str:
        """The name as it stands within a sentence of the reader's language."""
        if self.code in WITH_ARTICLE and (get_language() or "").startswith("en"):
            return f"the {self.name}"
        return self.name

    @property
    def audit_text(self) -> str:
        """What the audit shows for this country."""
        return self.code

    @property
    def zone(self) -> ZoneInfo:
        """The country's time zone."""
        return ZoneInfo(self.time_zone)

    def today(self, *, now: datetime) -> date:
        """Return the calendar day in the country at the moment `now` (aware)."""
        return now.astimezone(self.zone).date()

    def days_between(self, first: datetime, last: datetime) -> int:
        """Return how many days of the country's calendar lie between two moments."""
        return (self.today(now=last) - self.today(now=first)).days


class HolidayOverride(models.Model):
    """One row adds a day off to a country, or takes one of the library's away."""

    country = models.ForeignKey(Country, on_delete=models.PROTECT)
    day = models.DateField(_("day"))
    name = models.CharField(_("name"), max_length=100)
    is_working = models.BooleanField(_("people work on this day"), default=False)

    class Meta:
        ordering = ["country", "day"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "day"], name="one_override_per_country_and_day"
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""), name="day_off_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.day:%Y-%m-%d}"


class WorkingDay(models.Model):
    """One row says, for a calendar day in a country, which working day serves it.

    `next_working_day` is the day itself when people work, else the next day they
    do. Filled two years ahead; the reminder planner joins it (rulings 22).
    """

    country = models.ForeignKey(Country, on_delete=models.CASCADE)
    day = models.DateField()
    next_working_day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["country", "day"], name="one_row_per_country_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(next_working_day__gte=models.F("day")),
                name="working_day_is_not_before_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country_id} {self.day:%Y-%m-%d}"
