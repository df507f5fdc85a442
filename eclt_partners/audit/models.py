"""What happened in the product?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One row is one thing that somebody did; it is never changed or deleted.

    Actor, subject and country are keys and text, not foreign keys, so that the
    audit stands below every other app and survives erasure. Names of people are
    not copied (rulings 5): a page looks the person up by key while there is one.
    The entry is also the domain event: dashboards rebuild the countries that have
    newer entries than their snapshot.
    """

    at = models.DateTimeField(_("when"))
    verb = models.CharField(_("what"), max_length=80)
    actor_key = models.CharField(_("who"), max_length=40)
    actor_text = models.CharField(_("in which role"), max_length=80, blank=True)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_text = models.CharField(_("about"), max_length=200, blank=True)
    partnership_id = models.BigIntegerField(null=True)
    country_code = models.CharField(max_length=2, blank=True)
    facts = models.JSONField(default=dict)
    request_id = models.CharField(max_length=12, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id", "-id"], name="audit_by_subject"
            ),
            models.Index(fields=["partnership_id", "-id"], name="audit_by_partnership"),
            models.Index(fields=["country_code", "-id"], name="audit_by_country"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verb__regex=r"^[a-z_]+(\.[a-z_]+)+$"),
                name="audit_verb_is_dotted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type}:{self.subject_id}"
