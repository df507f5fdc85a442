"""Which files does a device keep so that a review opens without a line?"""

from typing import Final

from django.templatetags.static import static

STYLES: Final = (
    "vendor/bootstrap/bootstrap-subset.css",
    "css/tokens.css",
    "css/page.css",
    "css/forms.css",
    "css/components.css",
    "css/figures.css",
    "css/registers.css",
)
SCRIPTS: Final = (
    "js/site.js",
    "js/whole.js",
    "js/paper.js",
    "js/kept.js",
    "js/typing.js",
    "js/answering.js",
    "js/offline.js",
)
PICTURES: Final = ("img/favicon.svg", "img/favicon.ico", "img/chevron.svg")


def kept_files() -> list[str]:
    """Return the addresses of the files that pages of a review need."""
    return [static(name) for name in (*STYLES, *SCRIPTS, *PICTURES)]
