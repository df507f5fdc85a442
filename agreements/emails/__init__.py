"""What do we write about agreements and promises?"""

from agreements.emails.endings import ending, row
from agreements.emails.promises import confirm_promise, promise_due, promise_row

__all__ = ["confirm_promise", "ending", "promise_due", "promise_row", "row"]
