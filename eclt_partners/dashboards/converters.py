"""How does a month stand in an address?"""

from datetime import date


class MonthConverter:
    """A month as "2026-09"; Python knows it by its first day."""

    regex = r"[12][0-9]{3}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        """Return the first day of the month."""
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        """Write the month of a day."""
        return f"{value:%Y-%m}"
