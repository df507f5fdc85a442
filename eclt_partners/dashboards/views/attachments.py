"""How is a file handed out so that no browser shows it in our name or keeps it?"""

from django.http import HttpResponseBase
from django.utils.http import content_disposition_header


def attachment(
    answer: HttpResponseBase, *, name: str, content_type: str
) -> HttpResponseBase:
    """Return the answer with the headers of a file to keep.

    Args:
        answer: has the bytes, or none for HEAD.
        name: of the file; it stays in a download folder, so say nothing private.
        content_type: what it is.
    """
    header = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Type"] = content_type
    answer.headers["Content-Disposition"] = header or "attachment"
    answer.headers["Cache-Control"] = "no-store, private"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
