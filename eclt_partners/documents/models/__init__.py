"""Which documents are kept, and which long work is going on?"""

from eclt_partners.documents.models.documents import (
    Document,
    DocumentContent,
    DocumentWithdrawal,
)
from eclt_partners.documents.models.jobs import Job, JobFile

__all__ = ["Document", "DocumentContent", "DocumentWithdrawal", "Job", "JobFile"]
