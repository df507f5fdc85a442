"""Which release of the product runs? Its files say it; no number has to be raised."""

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.apps import apps
from django.conf import settings


@cache
def code_digest() -> str:
    """Return the digest of the product's code.

    What other code has read or judged is not used. Once per process, a few hundredths
    of a second.
    """
    return digest_of(_files_of_apps("*.py"))


@cache
def release() -> str:
    """Return the digest of all that decides what a page says of the same facts.

    Code, templates and the words of every language. Once per process.
    """
    templates = (Path(settings.BASE_DIR) / "templates").rglob("*.*")
    words = (file for place in settings.LOCALE_PATHS for file in place.rglob("*.po"))
    return sha256(
        f"{code_digest()} {digest_of(templates)} {digest_of(words)}".encode()
    ).hexdigest()


def digest_of(files: Iterable[Path]) -> str:
    """Return one digest of the contents of files, whatever their order."""
    digest = sha256()
    for file in sorted(files):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files_of_apps(pattern: str) -> Iterator[Path]:
    """Yield the files of our own apps, and of none that is installed."""
    for config in apps.get_app_configs():
        path = Path(config.path)
        if path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts:
            yield from path.rglob(pattern)
