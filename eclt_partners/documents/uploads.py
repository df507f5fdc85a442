"""How much of a file does the server read before it says no?"""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class CappedUploadHandler(FileUploadHandler):
    """Drops what comes after a little more than the largest file that is taken.

    A file of two gigabytes so costs neither memory nor disk. What is left of it is
    still too large, so the form says so in its own words. It stands before Django's
    handlers (`FILE_UPLOAD_HANDLERS`); `start` counts the bytes of one file.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Pass a piece on, or nothing once the limit is behind us."""
        return None if start > settings.DOCUMENT_MAX_BYTES else raw_data

    def file_complete(self, file_size: int) -> Any:
        """Leave the file to the next handler."""
        return None
