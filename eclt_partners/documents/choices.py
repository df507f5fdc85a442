"""Which kinds of documents and of long work are there?"""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class JobKind(models.TextChoices):
    """What a job does."""

    REFRESH = "REFRESH", _("Refresh a dashboard")
    NARROW = "NARROW", _("Compute a dashboard for filters")
    EXPORT = "EXPORT", _("Make a file")
    IMPORT = "IMPORT", _("Read a file")
    TAKE_BACK = "TAKE_BACK", _("Take a list back")
    REPORT = "REPORT", _("Make the report of a country (PDF)")
    WORKBOOK = "WORKBOOK", _("Make the spreadsheet of a country (XLSX)")


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "QUEUED", _("Waiting to start")
    RUNNING = "RUNNING", pgettext_lazy("job", "Working")
    DONE = "DONE", _("Finished")
    FAILED = "FAILED", _("Did not finish")
    CANCELLED = "CANCELLED", _("Cancelled")


GOING_ON: Final = (JobState.QUEUED, JobState.RUNNING)
OVER: Final = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class DocumentCategory(models.TextChoices):
    """What a document is for."""

    SIGNED_SCAN = "SIGNED_SCAN", _("Signed scan")
    ANNEX = "ANNEX", _("Annex")
    REPORT = "REPORT", pgettext_lazy("document", "Report")
    PHOTO = "PHOTO", _("Photo")
    NOTICE = "NOTICE", _("Notice")
    MINUTES = "MINUTES", _("Minutes of a talk")
    EVIDENCE = "EVIDENCE", _("Evidence for an answer")
    OTHER = "OTHER", _("Something else")


class Readers(models.TextChoices):
    """Who may open a document, beside the wall of countries and partnerships."""

    FOUNDATION = "FOUNDATION", _("Only the foundation")
    BOTH = "BOTH", _("Both sides")
    BY_SUBJECT = "BY_SUBJECT", _("As with what it belongs to")


class ContentType(models.TextChoices):
    """Which types of files are taken; the value is what a download says (ADR 0019)."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "JPEG"
    PNG = "image/png", "PNG"
    WEBP = "image/webp", "WebP"
    DOCX = (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Word",
    )
    XLSX = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel",
    )
    ODT = "application/vnd.oasis.opendocument.text", "OpenDocument"
    TXT = "text/plain; charset=utf-8", "TXT"
    CSV = "text/csv; charset=utf-8", "CSV"
