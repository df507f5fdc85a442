"""Habits of the house that no linter knows."""

import ast
import re
import tomllib

from tests.architecture.source import ROOT, functions, parsed

BAD_NAMES = {"utils.py", "helpers.py", "misc.py"}


def test_no_import_hides_inside_a_function() -> None:
    hidden = [
        (path, node.name)
        for path, tree in parsed()
        for node in functions(tree)
        if any(isinstance(x, ast.Import | ast.ImportFrom) for x in ast.walk(node))
    ]
    assert hidden == []


def test_all_rules_and_all_apps_with_layers_are_in_the_import_contracts() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = {
        each["name"]: each for each in settings["tool"]["importlinter"]["contracts"]
    }
    packages = {path.rpartition("/")[0].replace("/", ".") for path, _tree in parsed()}
    rules = {name for name in packages if name.endswith(".rules")}
    assert set(contracts["Rules are pure"]["source_modules"]) == rules
    layered = contracts["Inside an app: interfaces, then services, then rules"]
    apps = {
        path.rpartition("/")[0].replace("/", ".")
        for path, _tree in parsed()
        if path.endswith("/apps.py")
    }
    # No views and services, or no layers at all: everybody stands on them, or they on all.
    flat = {"eclt_partners.common", "eclt_partners.demo", "eclt_partners.dispatch"}
    assert set(layered["containers"]) == apps - flat


def test_whoever_gives_a_proposal_a_state_asks_the_table_of_its_steps() -> None:
    unasked = [
        (path, node.name)
        for path, tree in parsed()
        for node in functions(tree)
        if re.search(r"\.state = ProposalState\.", ast.unparse(node))
        and "check_proposal_step(" not in ast.unparse(node)
    ]
    assert unasked == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path, _tree in parsed() if path.split("/")[-1] in BAD_NAMES] == []


def test_every_module_says_which_question_it_answers() -> None:
    silent = [path for path, tree in parsed() if not ast.get_docstring(tree)]
    assert silent == []


def test_every_model_says_what_one_row_means() -> None:
    silent = [
        (path, node.name)
        for path, tree in parsed()
        if "/models" in path
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base) == "models.Model" for base in node.bases)
        and "row" not in (ast.get_docstring(node) or "")
    ]
    assert silent == []


def test_tasks_hold_one_call_each() -> None:
    long = [
        (path, node.name)
        for path, tree in parsed()
        if path.endswith("tasks.py")
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and len([line for line in node.body if not _is_docstring(line)]) > 1
    ]
    assert long == []


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def test_services_never_put_work_on_the_queue() -> None:
    found = [
        (path, node.lineno)
        for path, tree in parsed()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"delay", "apply_async", "delay_on_commit"}
    ]
    assert found == []


def test_no_text_to_translate_hides_in_a_formatted_string() -> None:
    marks = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "npgettext"}
    # `makemessages` does not look there: the text would stay English in every language.
    hidden = [
        (path, node.lineno)
        for path, tree in parsed()
        for text in ast.walk(tree)
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in marks
    ]
    assert hidden == []


def test_comments_have_no_forgotten_work() -> None:
    pattern = re.compile(r"#.*\b(" + "TO" + "DO|FIX" + "ME|XXX)")
    found = [
        path
        for path, _tree in parsed()
        if pattern.search((ROOT / path).read_text("utf-8"))
    ]
    assert found == []


def test_of_the_library_of_layouts_only_what_runs_no_text_is_used() -> None:
    found = [
        (path, alias.name)
        for path, tree in parsed()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "crispy_forms.layout"
        for alias in node.names
        if alias.name not in {"Div", "Field", "Layout"}
    ]
    # Legends, buttons and HTML are templates there: common/forms/groups.py.
    assert found == []
