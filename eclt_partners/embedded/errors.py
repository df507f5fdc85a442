"""Which problem stops the start, and how is it told?"""


class StartError(Exception):
    """The start cannot go on; the text tells a person what to do, in one message."""
