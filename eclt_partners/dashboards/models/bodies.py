"""What is a rendered page, wherever it is kept?"""

from django.conf import settings
from django.db import models
from django.utils.safestring import SafeString


class StoredBody(models.Model):
    """One row of a child is a body of a page that was rendered in one language."""

    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    html = models.TextField()
    etag = models.CharField(max_length=64)

    class Meta:
        abstract = True

    @property
    def body(self) -> SafeString:
        """The rendered markup; only `services.pages` writes it, from a template.

        The template escaped every value when it was rendered; the database only
        forgets that it did.
        """
        return SafeString(self.html)
