"""Which rows are left out, as a file to mend and send again?"""

import csv
from collections.abc import Sequence
from io import StringIO

from django.utils.translation import gettext as _

from eclt_partners.dashboards.tables.csv_text import MARK, harmless
from eclt_partners.exchange.choices import LEFT_OUT, Outcome
from eclt_partners.exchange.reading import heading
from eclt_partners.exchange.rules.columns import Column
from eclt_partners.exchange.rules.lines import Line
from eclt_partners.exchange.services.judging import Verdict


def left_out_csv(
    lines: Sequence[Line], verdicts: Sequence[Verdict], *, language: str
) -> bytes:
    """Return the rows that are not imported as CSV, each with its reason.

    Args:
        lines: all rows of the list.
        verdicts: what becomes of them.
        language: of the headings.
    """
    why = {
        each.row: reason(each, language)
        for each in verdicts
        if each.outcome in LEFT_OUT
    }
    out = StringIO()
    rows = csv.writer(out)
    rows.writerow([_("Row"), _("Why"), *(heading(each, language) for each in Column)])
    for line in lines:
        if line.number in why:
            cells = [why[line.number], *(line.text(column) for column in Column)]
            rows.writerow([str(line.number), *map(harmless, cells)])
    return (MARK + out.getvalue()).encode()


def reason(verdict: Verdict, language: str) -> str:
    """Return in words why a row is left out."""
    if verdict.outcome == Outcome.ASKS:
        names = ", ".join(twin["name"] for twin in verdict.twins)
        told = _("It looks like %(names)s. Say on the page of the list which it is")
        return told % {"names": names}
    return "; ".join(
        f"{heading(Column(column), language)}: {text}" if column else text
        for column, text in verdict.problems
    )
