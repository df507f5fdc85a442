"""Every service asks for the right first and writes the audit."""

import ast

from tests.architecture.source import functions, parsed

ASKS = {"require", "may", "may_somewhere"}
AUDITS = {"audit.record"}
# The audit itself, and steps inside services that have asked already.
STEPS = {
    ("eclt_partners/audit/services.py", "record"),
    ("eclt_partners/audit/services.py", "record_all"),
    ("agreements/services/drafts.py", "write_version"),
    ("partners/services/together.py", "note"),
    ("reviews/services/recording.py", "store_talk"),
    ("reviews/services/instruments.py", "record_on"),
    ("reviews/services/steps.py", "record_on"),
}
# Everybody may change their own language and zone, and the address of their calendar,
# and cancel what they asked for.
NEEDS_NO_RIGHT = {
    ("eclt_partners/dashboards/services/job_ends.py", "cancel_job"),
    ("eclt_partners/accounts/services/people.py", "change_own_settings"),
    ("eclt_partners/accounts/services/calendars.py", "renew_feed"),
}


def _calls(node: ast.AST) -> set[str]:
    return {
        ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)
    }


def _last(name: str) -> str:
    return name.rpartition(".")[2]


CALLS: dict[str, set[str]] = {}
for _path, _tree in parsed():
    for _function in functions(_tree):
        CALLS.setdefault(_function.name, set()).update(_calls(_function))


def _service_modules() -> list[tuple[str, ast.Module]]:
    return [
        (path, tree)
        for path, tree in parsed()
        if "/services/" in path or path.endswith("/services.py")
    ]


def _asked_by_somebody() -> list[tuple[str, str]]:
    return [
        (path, node.name)
        for path, tree in _service_modules()
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and "actor" in {arg.arg for arg in node.args.kwonlyargs}
        and (path, node.name) not in STEPS
    ]


def _reaches(name: str, wanted: set[str]) -> bool:
    """Tell whether a function calls a wanted one, itself or through others."""
    seen, waiting = set(), [name]
    while waiting:
        current = waiting.pop()
        if current in seen or current not in CALLS:
            continue
        seen.add(current)
        if any(call in wanted or _last(call) in wanted for call in CALLS[current]):
            return True
        waiting.extend(_last(call) for call in CALLS[current])
    return False


def test_there_are_services_to_look_at() -> None:
    assert len(_asked_by_somebody()) > 20


def test_every_service_with_an_actor_asks_for_the_right() -> None:
    without = [
        row
        for row in _asked_by_somebody()
        if row not in NEEDS_NO_RIGHT and not _reaches(row[1], ASKS)
    ]
    assert without == []


def test_every_service_with_an_actor_writes_the_audit() -> None:
    silent = [row for row in _asked_by_somebody() if not _reaches(row[1], AUDITS)]
    assert silent == []


def test_every_service_takes_the_moment_from_outside() -> None:
    own_clock = [
        path
        for path, tree in _service_modules()
        if {"timezone.now", "datetime.now", "date.today"} & _calls(tree)
    ]
    assert own_clock == []
