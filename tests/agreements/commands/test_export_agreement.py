"""Does the file show every change, to somebody who has nothing but the file?"""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from agreements.models import Agreement
from agreements.rules.seal import chain_hash
from agreements.rules.terms_json import canonical
from agreements.selectors.bundles import bundle_of
from agreements.services.anchors import store_anchor
from agreements.verify_export import problems_of
from tests.cast import NOW

pytestmark = [pytest.mark.usefixtures("owned"), pytest.mark.django_db]
VERIFIER = settings.BASE_DIR / "agreements" / "verify_export.py"
Lines = list[tuple[str, dict]]


@pytest.fixture
def bundle(owned, db, now: datetime) -> bytes:
    """The file of an agreement with two versions and last night's anchor."""
    store_anchor(now=now.replace(year=NOW.year + 1))
    return bundle_of(Agreement.objects.get())


def _resealed(bundle: bytes, change: Callable[[Lines], Lines | None]) -> bytes:
    """Change lines of a bundle as somebody would who can compute the last line."""
    lines = bundle.decode().split("\n")[1:-2]
    parsed = [line.split(" ", 1) for line in lines]
    said = [(word, json.loads(rest)) for word, rest in parsed]
    said = change(said) or said
    body = "agreement-bundle 1\n"
    body += "".join(f"{word} {canonical(value)}\n" for word, value in said)
    return f"{body}seal {sha256(body.encode()).hexdigest()}\n".encode()


def _all(lines: Lines, word: str) -> list[dict]:
    return [value for kind, value in lines if kind == word]


def _other_words(lines: Lines) -> None:
    _all(lines, "text")[1]["terms"]["title"] = "Nothing"


def _other_words_rehashed(lines: Lines) -> None:
    """Change the first text and compute all hashes anew, as an owner could."""
    before, versions = "", _all(lines, "version")
    texts = _all(lines, "text")
    texts[0]["terms"]["title"] = "Nothing"
    for version, text in zip(versions, texts, strict=True):
        words = canonical(text["terms"])
        text["text_hash"] = sha256(words.encode()).hexdigest()
        version["prev_hash"] = before
        before = version["hash"] = chain_hash(before, canonical(text))


def _other_signer(lines: Lines) -> None:
    _all(lines, "signature")[0]["signer"] = "user:999"


def _other_day(lines: Lines) -> None:
    _all(lines, "signature")[1]["signed_on"] = "2020-01-01"


def _other_text(lines: Lines) -> None:
    _all(lines, "signature")[1]["text_hash"] = "0" * 64


def _other_mailed(lines: Lines) -> None:
    _all(lines, "anchor")[0]["hash"] = "0" * 64


def _lost_proposal(lines: Lines) -> None:
    _all(lines, "proposal")[0]["text_hash"] = "0" * 64


def _without(word: str, at: int = 0) -> Callable[[Lines], Lines]:
    def change(lines: Lines) -> Lines:
        found = [each for each in lines if each[0] == word][at]
        return [each for each in lines if each is not found]

    return change


def _first_version_gone(lines: Lines) -> Lines:
    return _without("version")(_without("text")(lines))


CHANGES = {
    "other words": (_other_words, "Version 2: its hash is not that of its text."),
    "words and all hashes": (
        _other_words_rehashed,
        "The versions are not those that the anchor of",
    ),
    "another signer": (_other_signer, "(user:999, IN_APP"),
    "another day": (_other_day, "stands here, but not in the text."),
    "another text signed": (_other_text, "is under another text."),
    "a signature gone": (_without("signature", 1), "who does not stand here."),
    "the first version gone": (
        _first_version_gone,
        "Version 2 does not follow on the version before it.",
    ),
    "a text gone": (_without("text"), "There are 2 versions and 1 texts."),
    "the agreement gone": (_without("agreement"), "There are 0 lines for the"),
    "another anchor": (_other_mailed, "The versions are not those"),
    "a proposal of other words": (_lost_proposal, "no version has its words."),
}


def test_an_untouched_file_is_sound(bundle: bytes) -> None:
    anchor = json.loads(bundle.decode().split("\nanchor ")[1].split("\n")[0])

    assert problems_of(bundle) == []
    assert problems_of(bundle, anchor["hash"].upper()) == []


def test_each_flipped_byte_is_found(bundle: bytes) -> None:
    flipped = bytearray(bundle)
    unseen = []
    for at in range(len(bundle)):
        flipped[at] ^= 1 << at % 8
        if not problems_of(bytes(flipped)):
            unseen.append(at)
        flipped[at] = bundle[at]

    assert len(bundle) > 5000
    assert unseen == []


@pytest.mark.parametrize("cut", [0, 1, 100])
def test_a_file_that_is_cut_short_or_longer_is_found(bundle: bytes, cut: int) -> None:
    shorter = bundle[: len(bundle) - cut - 1]

    assert problems_of(shorter) == problems_of(bundle + b"\n")
    assert "changed or cut short" in problems_of(shorter)[0]


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_under_a_new_last_line_is_found(bundle: bytes, name: str) -> None:
    change, wanted = CHANGES[name]

    assert wanted in "\n".join(problems_of(_resealed(bundle, change)))


def test_lines_in_another_form_are_found(bundle: bytes) -> None:
    assert problems_of(_resealed(bundle, lambda lines: [*lines, ("more", {})])) == [
        "A line cannot be read: ValueError(\"unknown line 'more'\")."
    ]


def test_a_hash_that_was_not_mailed_is_found(bundle: bytes) -> None:
    assert "is not the hash that was mailed" in problems_of(bundle, "0" * 64)[0]


def test_without_an_anchor_a_mailed_hash_proves_nothing() -> None:
    bundle = bundle_of(Agreement.objects.get())

    assert problems_of(bundle) == []
    assert "holds no anchor" in problems_of(bundle, "0" * 64)[0]


def test_the_program_needs_nothing_but_python(bundle: bytes, tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    call_command("export_agreement", "MW-01/2026", "--to", good, stdout=StringIO())
    bad.write_bytes(bundle.replace(b"Schools", b"Nothing"))
    ran = [
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-I", "-S", VERIFIER, path],
            capture_output=True,
            text=True,
            check=False,
        )
        for path in (good, bad, tmp_path / "none")
    ]

    assert good.read_bytes() == bundle
    assert [(run.returncode, run.stdout) for run in ran] == [
        (0, "The file is sound: every version is what was signed.\n"),
        (
            1,
            "The last line does not fit the rest: the file was changed or cut short.\n",
        ),
        (1, "The file cannot be opened: No such file or directory.\n"),
    ]


def test_an_export_says_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no agreement X/1"):
        call_command("export_agreement", "X/1", "--to", tmp_path / "x")
    with pytest.raises(CommandError, match="No anchor was stored on 2026-01-01"):
        call_command(
            "export_agreement",
            "MW-01/2026",
            "--to",
            tmp_path / "x",
            "--anchor",
            date(2026, 1, 1).isoformat(),
        )
