"""Are the bytes of all documents there, and are they what was filed?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eclt_partners.documents.models import Document
from eclt_partners.documents.selectors import faults


class Command(BaseCommand):
    """Compares every file with its hash; for use after a restore."""

    help = "Compares the bytes of every document with their hash and names strays."

    def handle(self, *args: Any, **options: Any) -> None:
        """Name what is wrong, one line each.

        Raises:
            CommandError: bytes changed, so that a document is not what was filed.
        """
        found = faults()
        for fault in found:
            self.stdout.write(
                f"document {fault.document_id}: its bytes changed ({fault.sha256})"
                if fault.is_broken
                else f"bytes that no document needs: {fault.sha256}"
            )
        broken = sum(fault.is_broken for fault in found)
        if broken:
            raise CommandError(f"{broken} documents are damaged. Restore a back-up.")
        self.stdout.write(f"{Document.objects.count()} documents are sound.")
