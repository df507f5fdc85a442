"""Which kinds of long work are there, and where do they stand?"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobKind(models.TextChoices):
    """What a job does."""

    REFRESH = "REFRESH", _("Refresh a dashboard")
    EXPORT = "EXPORT", _("Make a file")
    IMPORT = "IMPORT", _("Read a file")


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "QUEUED", _("Waiting to start")
    RUNNING = "RUNNING", _("Working")
    DONE = "DONE", _("Finished")
    FAILED = "FAILED", _("Did not finish")
    CANCELLED = "CANCELLED", _("Cancelled")
