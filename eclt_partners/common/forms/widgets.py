"""Which controls does the product add to those of Django?"""

from typing import Any

from django import forms


class RatingWidget(forms.RadioSelect):
    """Radio rows of a rating; field.html shows it with components/rating.html."""

    is_rating = True


class ShortTicks(forms.CheckboxSelectMultiple):
    """Boxes with one short word each; field.html puts several of them in a row."""

    is_short = True


def text_input(css_class: str, **attrs: str) -> forms.TextInput:
    """A one-line text control of a given width that browsers do not complete."""
    merged: dict[str, Any] = {"class": css_class, "autocomplete": "off", **attrs}
    return forms.TextInput(attrs=merged)
