"""Every service asks for the right first and writes the audit."""

import ast

from tests.architecture.source import functions, parsed



def _service_modules() -> list[tuple[str, ast.Module]]:
    return [
        (path, tree)
        for path, tree in parsed()
        if "/services/" in path or path.endswith("/services.py")
    ]


def _calls(node: ast.AST) -> set[str]:
    return {
        ast.unparse(call.func)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
    }


def _reaches(name: str, bodies: dict[str, ast.FunctionDef], wanted: set[str]) -> bool:
    """Tell whether a function calls a wanted one, itself or through its module."""
    seen, waiting = set(), [name]
    while waiting:
        current = waiting.pop()
        if current in seen or current not in bodies:
            continue
        seen.add(current)
        calls = _calls(bodies[current])
        if calls & wanted:
            return True
        waiting.extend(calls)
    return False


def _asked_by_somebody() -> list[tuple[str, str, dict[str, ast.FunctionDef]]]:
    found = []
    for path, tree in _service_modules():
        bodies = {node.name: node for node in functions(tree)}
        for node in tree.body:
            if (
                isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and "actor" in {arg.arg for arg in node.args.kwonlyargs}
            ):
                found.append((path, node.name, bodies))
    return found


def test_there_are_services_to_look_at() -> None:
    assert len(_asked_by_somebody()) > 20


def test_every_service_with_an_actor_asks_for_the_right() -> None:
    without = [
        (path, name)
        for path, name, bodies in _asked_by_somebody()
        if not _reaches(name, bodies, {"require", "require_seat", "require_either"})
    ]
    assert without == []


def test_every_service_with_an_actor_writes_the_audit() -> None:
    silent = [
        (path, name)
        for path, name, bodies in _asked_by_somebody()
        if not _reaches(name, bodies, {"audit.record", "record"})
    ]
    assert silent == []


def test_every_service_takes_the_moment_from_outside() -> None:
    own_clock = [
        path
        for path, tree in _service_modules()
        if {"timezone.now", "datetime.now", "date.today"} & _calls(tree)
    ]
    assert own_clock == []
