"""What is a rendered page, wherever it is kept?"""

from django.conf import settings
from django.db import models
from django.utils.safestring import SafeString

from eclt_partners.common.packing import unpacked


class StoredBody(models.Model):
    """One row of a child is a body of a page that was rendered in one language.

    `packed` is its markup as `common.packing` keeps long texts; it is sent as it is.
    """

    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    packed = models.BinaryField()
    etag = models.CharField(max_length=64)

    class Meta:
        abstract = True

    @property
    def body(self) -> SafeString:
        """The rendered markup; only `services.pages` writes it, from a template.

        The template escaped every value when it was rendered; the database only
        forgets that it did.
        """
        return SafeString(unpacked(bytes(self.packed)))
