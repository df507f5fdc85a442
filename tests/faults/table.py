"""What did every row of the fault matrix show? One line each, for people."""

from dataclasses import dataclass, field

from tests.faults.judge import Verdict

HEAD = (
    "| row | fault | times | owed | taken | lost | twice | falsely sent "
    "| refused but taken | after answer | in doubt before | after | late: median, p99, most (s) |"
)


@dataclass
class Table:
    """The lines of one run."""

    lines: list[str] = field(default_factory=list)

    def note(
        self,
        row: str,
        fault: str,
        verdict: Verdict,
        *,
        times: int = 1,
        in_doubt: int | None = None,
    ) -> None:
        """Write down one run of a row.

        Args:
            row: "F1" to "F23", or a control "A" to "D".
            fault: in a few words.
            verdict: at the end.
            times: how often the fault happened.
            in_doubt: messages in doubt before they were looked for.
        """
        before = verdict.in_doubt if in_doubt is None else in_doubt
        late = ", ".join(f"{each:.1f}" for each in verdict.lateness)
        cells = [
            row,
            fault,
            times,
            verdict.owed,
            verdict.taken,
            verdict.lost,
            max(verdict.twice, verdict.twice_owed),
            verdict.falsely_sent,
            verdict.failed_but_taken,
            verdict.after_answer,
            before,
            verdict.in_doubt,
            late,
        ]
        self.lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")

    def text(self) -> str:
        """Return the table in Markdown."""
        rule = "|" + " --- |" * HEAD.count(" | ") + " --- |"
        return "\n".join([HEAD, rule, *self.lines])


TABLE = Table()
