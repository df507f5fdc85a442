"""Do the components show what their head comments promise?"""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string

TODAY = date(2026, 11, 23)


def show(component: str, /, **context: object) -> str:
    return render_to_string(f"components/{component}.html", context)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("RED", "Talk within 14 days"),
        ("AMBER", "Talk within 30 days"),
        ("GREEN", "Keep going"),
        ("GREY", "We do not know yet"),
    ],
)
def test_a_status_is_an_icon_and_words(status: str, words: str) -> None:
    html = show("status", status=status, reasons=[])
    assert words in html
    assert "<svg" in html


def test_the_four_statuses_differ_in_shape() -> None:
    shapes = {
        show("status_mark", status=code).partition("<svg")[2].partition("</svg>")[0]
        for code in ("RED", "AMBER", "GREEN", "GREY")
    }
    assert len(shapes) == 4


def test_an_unknown_status_is_never_green() -> None:
    assert "We do not know yet" in show("status_mark", status="")


def test_the_reasons_of_a_status_unfold() -> None:
    html = show("status", status="RED", reasons=["Trust is <2>."])
    assert "<details" in html
    assert "Trust is &lt;2&gt;." in html


def test_a_status_without_reasons_has_no_why() -> None:
    assert "<details" not in show("status", status="GREEN", reasons=[])


@pytest.mark.parametrize(
    ("side", "icon"), [("FOUNDATION", "<circle"), ("PARTNER", "<path")]
)
def test_the_sides_differ_in_shape(side: str, icon: str) -> None:
    assert icon in show("side", side=side, name="")


def test_an_empty_answer_says_not_provided() -> None:
    html = show("summary_list", rows=[{"label": "Exit plan", "value": ""}])
    assert "Not provided" in html


def test_zero_is_an_answer() -> None:
    html = show("summary_list", rows=[{"label": "Late", "value": 0}])
    assert "Not provided" not in html


def test_a_change_link_names_its_row() -> None:
    rows = [{"label": "Country", "value": "Malawi", "change_url": "/c/"}]
    assert '<span class="visually-hidden"> Country</span>' in show(
        "summary_list", rows=rows
    )


def test_a_blocked_task_is_no_link() -> None:
    html = show(
        "task_list", tasks=[{"label": "Send", "url": "/s/", "state": "blocked"}]
    )
    assert "<a " not in html
    assert "Cannot start yet" in html


def test_a_late_row_says_so_in_words() -> None:
    item = {
        "title": "Talk",
        "text": "",
        "due_on": date(2026, 11, 11),
        "is_late": True,
        "url": "/t/",
        "link_label": "Plan",
    }
    html = show("next_list", items=[item], today=TODAY)
    assert "12 days late" in html
    assert 'datetime="2026-11-11"' in html


def test_the_current_page_is_marked_and_keeps_the_filters() -> None:
    page = Paginator(range(100), 10).page(4)
    html = show("pagination", page=page, query="country=MW&")
    assert "?country=MW&amp;page=5" in html
    assert html.count('aria-current="page"') == 1


def test_a_single_page_has_no_pagination() -> None:
    page = Paginator(range(5), 10).page(1)
    assert show("pagination", page=page, query="").strip() == ""


def test_a_history_tells_who_did_what() -> None:
    at = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
    html = show("history", entries=[{"at": at, "who": "Amina", "what": "moved it"}])
    assert "Amina" in html
    assert "23 Nov 2026, 09:05" in html


def test_an_empty_history_says_so() -> None:
    assert "Nothing has happened here yet." in show("history", entries=[])


def job(state: str) -> SimpleNamespace:
    return SimpleNamespace(
        state=state,
        get_state_display=state,
        done_count=3,
        total_count=4,
        message="",
        result_url="/r/",
        started_at=None,
    )


def test_running_work_shows_how_far_it_is() -> None:
    html = show("job", job=job("RUNNING"), unit_text="Checked 3 of 4 rows")
    assert '<progress max="4" value="3"' in html
    assert "Checked 3 of 4 rows" in html


def test_finished_work_links_to_its_result() -> None:
    assert 'href="/r/"' in show("job", job=job("DONE"), unit_text="")


def test_failed_work_says_what_was_not_changed() -> None:
    assert "Nothing was changed." in show("job", job=job("FAILED"), unit_text="")


def test_a_table_scrolls_in_a_named_region() -> None:
    html = show("data_table", caption="Late", columns=[{"label": "A"}], rows=[["x"]])
    assert 'role="region" aria-label="Late" tabindex="0"' in html
    assert '<th scope="row">x</th>' in html


@pytest.mark.parametrize("kind", ["nothing", "no_match", "no_access"])
def test_each_kind_of_empty_has_its_own_icon(kind: str) -> None:
    html = show("empty", kind=kind, title="None", text="", action_url="")
    others = {"nothing", "no_match", "no_access"} - {kind}
    assert all(html != show("empty", kind=o, title="None", text="") for o in others)


def test_no_error_means_no_summary() -> None:
    assert show("error_summary", form=None).strip() == ""


def test_messages_wait_as_a_status() -> None:
    message = SimpleNamespace(level_tag="success")
    html = show("messages", messages=[message])
    assert '<div role="status">' in html
    assert "banner-success" in html


def test_a_cell_names_its_column_for_phones() -> None:
    columns = [{"label": "Partner"}, {"label": "Days", "is_number": True}]
    html = show("data_table", caption="Late", columns=columns, rows=[["Demo", "5"]])
    assert '<td data-label="Days" class="number">5</td>' in html
