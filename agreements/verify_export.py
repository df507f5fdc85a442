"""Is an exported agreement what both sides signed? Needs Python 3.11 and nothing else.

    python agreements/verify_export.py FILE [--anchor HASH]

The file says one thing a line: a word, a blank, JSON (docs/agreements-proof.md tells
how each hash is made). HASH is the one that was mailed on the night of the anchor in
the file. This program shares no line with the product, so that it proves something.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

HEADER = "agreement-bundle 1"
SEAL = "seal"
SIGNED = ("side", "party_id", "signer", "method", "signed_on")
WORDS = ("agreement", "version", "text", "signature", "proposal", "anchor")
Row = dict[str, Any]


def problems_of(data: bytes, anchor: str = "") -> list[str]:
    """Return what is wrong with a file, in plain words; nothing when it is sound.

    Args:
        data: the bytes of the file.
        anchor: the hash that was mailed, "" when nobody has it.
    """
    body, line_end, last = data.removesuffix(b"\n").rpartition(b"\n")
    body += line_end
    if not data.endswith(b"\n") or last != f"{SEAL} {_hash(body)}".encode():
        return [
            "The last line does not fit the rest: the file was changed or cut short."
        ]
    try:
        lines = body.decode().removesuffix("\n").split("\n")
        if lines[0] != HEADER:
            return [f"The first line is not {HEADER!r}: this is another kind of file."]
        return list(_problems([_parsed(line) for line in lines[1:]], anchor))
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        return [f"A line cannot be read: {problem!r}."]


def _parsed(line: str) -> tuple[str, Any]:
    """Return the word of a line and what it says.

    Raises:
        ValueError: the word is unknown, or the JSON is not written in the one form.
    """
    word, _blank, said = line.partition(" ")
    if word not in WORDS:
        raise ValueError(f"unknown line {word!r}")
    value = json.loads(said)
    if _canonical(value) != said:
        raise ValueError(f"a line {word!r} is not written in the agreed form")
    return word, value


def _problems(lines: Sequence[tuple[str, Any]], anchor: str) -> Iterator[str]:
    rows: dict[str, list[Row]] = {word: [] for word in WORDS}
    for word, said in lines:
        rows[word].append(said)
    count = len(rows["agreement"])
    if count != 1:
        yield f"There are {count} lines for the agreement instead of one."
        return
    number = rows["agreement"][0]["number"]
    versions, texts = rows["version"], rows["text"]
    if len(versions) != len(texts) or not versions:
        yield f"There are {len(versions)} versions and {len(texts)} texts."
        return
    yield from _chain(number, versions, texts)
    yield from _all_signatures(versions, texts, rows["signature"])
    yield from _proposals(texts, rows["proposal"])
    yield from _anchor(number, versions, rows["anchor"], anchor)


def _chain(number: str, versions: Sequence[Row], texts: Sequence[Row]) -> Iterator[str]:
    """Check that each version follows, and that its hash is that of its text."""
    before: Row | None = None
    for version, text in zip(versions, texts, strict=True):
        name = f"Version {version['number']}"
        if before and version["number"] != before["number"] + 1:
            yield f"{name} does not come after version {before['number']}."
        if version["prev_hash"] != (before["hash"] if before else ""):
            yield f"{name} does not follow on the version before it."
        chained = f"{version['prev_hash']}\n{_canonical(text)}"
        if version["hash"] != _hash(chained.encode()):
            yield f"{name}: its hash is not that of its text."
        if (text["agreement"], text["version"]) != (number, version["number"]):
            yield f"{name}: its text is that of another agreement or version."
        if text["text_hash"] != _hash(_canonical(text["terms"]).encode()):
            yield f"{name}: the hash that was signed is not that of its words."
        before = version


def _all_signatures(
    versions: Sequence[Row], texts: Sequence[Row], signatures: Sequence[Row]
) -> Iterator[str]:
    """Check the signatures of each version, and that none is of another one."""
    for version, text in zip(versions, texts, strict=True):
        mine = [row for row in signatures if row["version"] == version["number"]]
        yield from _signatures(version["number"], text, mine)
    known = {version["number"] for version in versions}
    for row in signatures:
        if row["version"] not in known:
            yield f"A signature is for version {row['version']}, which is not here."


def _signatures(number: int, text: Row, rows: Sequence[Row]) -> Iterator[str]:
    """Check the signatures with names against the keys in the hashed text."""
    wanted, found = _names(text["signatures"]), _names(rows)
    for row in _without(wanted, found):
        yield f"Version {number}: the text names {_who(row)}, who does not stand here."
    for row in _without(found, wanted):
        yield f"Version {number}: {_who(row)} stands here, but not in the text."
    if len(found) != len(wanted):
        yield f"Version {number}: the text has {len(wanted)} signatures, here are {len(found)}."
    for row in rows:
        if row["text_hash"] != text["text_hash"]:
            yield f"Version {number}: the signature of {_who(row)} is under another text."


def _names(rows: Sequence[Row]) -> list[Row]:
    return [{part: row[part] for part in SIGNED} for row in rows]


def _without(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row not in others]


def _proposals(texts: Sequence[Row], proposals: Sequence[Row]) -> Iterator[str]:
    """Check that what both sides signed here became a version."""
    made = {text["text_hash"] for text in texts}
    for row in proposals:
        is_lost = row["text_hash"] not in made and row["version"] is not None
        if row["state"] == "SIGNED" and is_lost:
            name = f"Proposal {row['round']} of change {row['change']}"
            yield f"{name} was signed, but no version has its words."


def _anchor(
    number: str, versions: Sequence[Row], anchors: Sequence[Row], mailed: str
) -> Iterator[str]:
    """Check that the chain was part of what was mailed on the night of the anchor."""
    if mailed and not anchors:
        yield "The file holds no anchor, so the mailed hash says nothing about it."
    for anchor in anchors:
        day = anchor["day"]
        head = next((v for v in versions if v["number"] == anchor["version"]), None)
        if head is None:
            yield f"Version {anchor['version']} of the anchor of {day} is not here."
            continue
        if _top(number, head, anchor["path"]) != anchor["hash"]:
            yield f"The versions are not those that the anchor of {day} was made from."
        if mailed and anchor["hash"] != mailed.strip().lower():
            yield f"The anchor of {day} is not the hash that was mailed."


def _top(number: str, head: Row, path: Sequence[Sequence[str]]) -> str:
    """Hash a head with what stands beside it, up to the top of the tree."""
    reached = _hash(f"head {number} {head['number']} {head['hash']}".encode())
    for side, beside in path:
        pair = (beside, reached) if side == "left" else (reached, beside)
        reached = _hash(f"pair {pair[0]} {pair[1]}".encode())
    return reached


def _who(row: Row) -> str:
    side = "the foundation" if row["party_id"] is None else f"partner {row['party_id']}"
    return f"{side} ({row['signer']}, {row['method']}, {row['signed_on']})"


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a file, say what is wrong, and return 0 when it is sound, else 1."""
    parser = argparse.ArgumentParser(description="Check an exported agreement.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--anchor", default="", metavar="HASH", help="as it was mailed")
    chosen = parser.parse_args(arguments)
    try:
        problems = problems_of(chosen.file.read_bytes(), chosen.anchor)
    except OSError as problem:
        problems = [f"The file cannot be opened: {problem.strerror}."]
    for line in problems:
        sys.stdout.write(f"{line}\n")
    if not problems:
        sys.stdout.write("The file is sound: every version is what was signed.\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
