"""Which refusals can a service answer with?"""

from collections.abc import Mapping, Sequence


class DomainError(Exception):
    """A refusal that a page can explain; never a programming mistake."""


class NotPermitted(DomainError):
    """The actor is in scope but may not do this (page: 403).

    Attributes:
        action: the right that is missing, or None when it is not about rights but
            about who somebody is, such as the lead of the other side.
    """

    def __init__(self, why: str = "", *, action: str | None = None) -> None:
        super().__init__(why)
        self.action = action


class IllegalTransition(DomainError):
    """A state cannot follow the present one.

    Attributes:
        old: the present state.
        new: the state that was asked for.
    """

    def __init__(self, old: str, new: str) -> None:
        super().__init__(f"{old} cannot become {new}")
        self.old = old
        self.new = new


class GateBlocked(DomainError):
    """A gate is closed.

    Attributes:
        reasons: one translated sentence per line that blocks.
    """

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(str(reason) for reason in reasons))
        self.reasons = tuple(reasons)


class StaleObject(DomainError):
    """Somebody changed the object since the page was opened (page: 409)."""


class TooManyTries(DomainError):
    """Something was tried too often from one place (page: 429).

    Attributes:
        seconds: how long to wait before the next try.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} seconds")
        self.seconds = seconds


class InvalidInput(DomainError):
    """A rule refuses what was typed.

    Attributes:
        problems: field name (or "" for the whole form) -> translated sentence.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(
            "; ".join(f"{key}: {value}" for key, value in problems.items())
        )
        self.problems = dict(problems)


class PdfUnavailable(DomainError):
    """This server cannot make PDFs: a system library is missing (page: 503)."""
