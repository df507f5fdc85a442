"""Which kinds of agreement are there?"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from agreements.models.agreements import Agreement

_CODE = r"^[A-Z][A-Z0-9_]*$"
_SOURCE = settings.LANGUAGE_CODE
NAME_MAX = 80


class AgreementKind(models.Model):
    """One row is a kind of paper that an agreement can be; its code is its key.

    Administrators add and rename kinds. A kind in use stays for ever: the database
    refuses to delete it. One that is retired is still read, and chosen no more.
    `names` are by code of the language; where one is missing, the source language
    speaks. `clauses` are the keys of the ready clauses that are usual in it.
    """

    code = models.CharField(
        _("code"), primary_key=True, max_length=40, validators=[RegexValidator(_CODE)]
    )
    names = models.JSONField(_("names"))
    clauses = ArrayField(
        models.CharField(max_length=40), default=list, verbose_name=_("ready clauses")
    )
    is_active = models.BooleanField(_("can be chosen"), default=True)

    if TYPE_CHECKING:
        agreements: models.Manager["Agreement"]

    class Meta:
        ordering = ["code"]
        verbose_name = _("kind of agreement")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=_CODE), name="kind_code_is_plain"
            ),
            models.CheckConstraint(
                condition=Q(
                    ~Q(names__contains={_SOURCE: None}),
                    Q(**{"names__has_key": _SOURCE, f"names__{_SOURCE}__regex": r"\S"}),
                ),
                name="kind_has_a_name",
                violation_error_message=_("Enter the name"),
            ),
            models.UniqueConstraint(
                Lower(KT(f"names__{_SOURCE}")),
                name="one_kind_per_name",
                violation_error_message=_("There is a kind with this name already"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the reader."""
        own = self.names.get(get_language() or "")
        return str(own or self.names[_SOURCE])

    @property
    def audit_text(self) -> str:
        """What the audit shows for this kind."""
        return self.code
