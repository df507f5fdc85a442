"""Which problem stops the start, and how is it told?"""


class StartRefused(Exception):
    """The start cannot go on; the text tells a person what to do, in one message."""
