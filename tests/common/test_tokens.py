"""Have the colours enough contrast (WCAG 2.2, 1.4.3 and 1.4.11)?"""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"


def tokens() -> dict[str, str]:
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text))


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *[(ink, on) for ink in ("ink", "ink-soft") for on in ("paper", "ground")],
        *[("accent", on) for on in ("paper", "ground", "accent-tint")],
        *[(tone, f"{tone}-tint") for tone in ("red", "amber", "green", "grey")],
        *[(tone, "paper") for tone in ("red", "amber", "green", "grey")],
        *[("ink", f"{tone}-tint") for tone in ("red", "amber", "green")],
        ("paper", "accent"),
        ("paper", "red"),
        ("heat-ink-light", "heat-1"),
        ("heat-ink-dark", "heat-2"),
        ("heat-ink-dark", "heat-3"),
        ("heat-ink-dark", "heat-4"),
        ("heat-ink-light", "heat-5"),
    ],
)
def test_text_stands_out_from_its_ground(text: str, ground: str) -> None:
    colours = tokens()
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("ground", ["paper", "ground", "accent-tint"])
@pytest.mark.parametrize("part", ["control", "focus"])
def test_borders_and_focus_are_visible(part: str, ground: str) -> None:
    colours = tokens()
    assert contrast(colours[part], colours[ground]) >= 3


def test_the_focus_ring_is_thick_and_stands_off() -> None:
    text = (CSS / "page.css").read_text(encoding="utf-8")
    assert "outline: 3px solid var(--focus)" in text
    assert "outline-offset: 2px" in text


def test_styles_load_nothing_from_elsewhere_and_nothing_inline() -> None:
    for sheet in (CSS.parent).rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"url\([\"']?(https?:|//|data:)", text), sheet.name
        assert "sourceMappingURL" not in text, sheet.name
        # WeasyPrint reads the sheet of PDFs; its colours come from the one next to it.
        assert "@import" not in text.replace('@import "tokens.css"', ""), sheet.name


def test_the_script_is_small() -> None:
    assert (CSS.parent / "js" / "site.js").stat().st_size < 3 * 1024
