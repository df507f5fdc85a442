"""What does a process that stays not look through again and again?"""

import gc


def settle_in() -> None:
    """Take what is loaded by now for lasting.

    Python looks through all objects from time to time for those that nobody needs. What
    a process loads at its start stays until its end; looking through it took a tenth of
    the work of a sender.
    """
    gc.collect()
    gc.freeze()
