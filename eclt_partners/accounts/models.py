"""Who signs in, and where may they work?"""

from datetime import date, datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from eclt_partners.accounts.choices import LinkPurpose, Role
from eclt_partners.accounts.person_sessions import PersonSession as PersonSession
from eclt_partners.accounts.rules.permissions import (
    ROLES_OF_A_COUNTRY,
    ROLES_OF_A_PARTNERSHIP,
    ROLES_OF_ALL,
)
from eclt_partners.countries.models import Country, validate_time_zone


class UserAccounts(BaseUserManager["User"]):
    """Creates accounts; the e-mail address is the name people sign in with."""

    def create_user(self, email: str, password: str | None, **fields: str) -> "User":
        """Create an account with a hashed password (None: cannot sign in yet)."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account by e-mail address, whatever its capitals."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """One row is a person of the foundation who can sign in."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default="en-gb"
    )
    time_zone = models.CharField(
        _("time zone"), max_length=50, default="UTC", validators=[validate_time_zone]
    )
    is_active = models.BooleanField(_("can sign in"), default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    # Part of the address of the calendar feed; 0 = none, a rise takes the old one back.
    calendar_generation = models.PositiveIntegerField(default=0)

    objects: ClassVar[UserAccounts] = UserAccounts()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
            models.CheckConstraint(
                condition=~models.Q(time_zone=""), name="user_has_a_time_zone"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoleAssignment(models.Model):
    """One row gives one person one role in one place.

    Programme officers, country managers and safeguarding leads have a country;
    facilitators one partnership (its id: the table lies above this app);
    directors, auditors and administrators have no place: it is everywhere.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("role"), max_length=14, choices=Role)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True
    )
    partnership_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["role", "country"]
        verbose_name = _("role")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "country", "partnership_id"],
                name="one_assignment_per_role_and_place",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(
                        role__in=sorted(ROLES_OF_A_COUNTRY),
                        country__isnull=False,
                        partnership_id__isnull=True,
                    )
                    | models.Q(
                        role__in=sorted(ROLES_OF_A_PARTNERSHIP),
                        country__isnull=True,
                        partnership_id__isnull=False,
                    )
                    | models.Q(
                        role__in=sorted(ROLES_OF_ALL),
                        country__isnull=True,
                        partnership_id__isnull=True,
                    )
                ),
                name="role_has_its_kind_of_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.country_id or self.partnership_id or ''}".strip()


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Questions to times away."""

    def standing(self) -> "AbsenceQuerySet":
        """Return those that nobody took back."""
        return self.filter(taken_back_at__isnull=True)

    def not_over(self, today: date) -> "AbsenceQuerySet":
        """Return those that hold today or will hold, the next one first."""
        rows = self.standing().filter(until_on__gte=today)
        return rows.select_related("person", "stand_in").order_by("from_on", "pk")


class Absence(models.Model):
    """One row is a time in which a person is away and another one stands in.

    Mails about what the person leads go to the stand-in from the first day to the
    last, in the person's zone; the function `mail_readers` in the database says so.
    No two times of one person overlap, and a trigger refuses chains: whoever stands
    in is not away then.
    """

    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    stand_in = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="standing_in",
        verbose_name=_("who stands in"),
    )
    from_on = models.DateField(_("first day away"))
    until_on = models.DateField(_("last day away"))
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=40)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.CharField(max_length=40, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="away_ends_after_it_begins",
                violation_error_message=_(
                    "The last day must be the first day or later"
                ),
            ),
            models.CheckConstraint(
                condition=~models.Q(stand_in=models.F("person")),
                name="nobody_stands_in_for_oneself",
                violation_error_message=_("Choose somebody else"),
            ),
            ExclusionConstraint(
                name="away_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        models.Func(
                            "from_on",
                            "until_on",
                            models.Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=models.Q(taken_back_at__isnull=True),
                violation_error_message=_("These days overlap with another time away"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} from {self.from_on} to {self.until_on}"


class PartnerLinkQuerySet(models.QuerySet["PartnerLink"]):
    """Questions to partner links."""

    def usable(self, *, now: datetime) -> "PartnerLinkQuerySet":
        """Return links that are neither revoked nor expired at `now`."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)


class PartnerLink(models.Model):
    """One row lets one contact of a partner do one thing without an account.

    The token is HMAC(server key, id, generation); only its SHA-256 is stored.
    `generation` rises when the link is revoked or asked for anew, never because a
    mail goes out (rulings 17). Contact, partnership and subject are ids: their
    tables lie above this app.
    """

    contact_id = models.BigIntegerField()
    partnership_id = models.BigIntegerField()
    country = models.ForeignKey(Country, on_delete=models.PROTECT)
    purpose = models.CharField(max_length=14, choices=LinkPurpose)
    subject_id = models.BigIntegerField()
    generation = models.PositiveIntegerField(default=1)
    # Null until the id is known that the token is made of; unique, so never "".
    token_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = PartnerLinkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact_id", "purpose", "subject_id"],
                name="one_link_per_contact_and_purpose",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="link_expires_after_it_is_made",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    def holds(self, *, now: datetime) -> bool:
        """Tell whether the link is neither revoked nor expired at `now`."""
        return self.revoked_at is None and self.expires_at > now

    def last_day(self, country: Country) -> date:
        """The last day on which it opens: one that ends at midnight ends the day before."""
        return country.today(now=self.expires_at - timedelta(microseconds=1))


class LinkSession(models.Model):
    """One row is a browser that exchanged a partner link for a session.

    The cookie holds a random key; only its SHA-256 is stored here. The session
    ends with its link: revoked, expired or a new generation.
    """

    key_hash = models.CharField(max_length=64, unique=True)
    link = models.ForeignKey(PartnerLink, on_delete=models.CASCADE)
    generation = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"session of link {self.link_id}"


class TryCount(models.Model):
    """One row counts tries of one kind from one place, until its window ends.

    The place is known by a keyed hash only. Rows are worth nothing after their
    window: the table is not logged for recovery and comes back empty after a crash.
    """

    source = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tries__gt=0), name="a_row_stands_for_a_try"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tries} until {self.ends_at:%H:%M}"
