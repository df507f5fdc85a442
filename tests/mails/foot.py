"""How do tests of words leave out what stands below every mail?"""

WRONG_PERSON = "I am not the right person: "


def without_foot(text: str) -> str:
    """Return a text up to the links below it; they are tested on their own."""
    words, found, _links = text.partition(WRONG_PERSON)
    assert found, "no way out for the wrong person"
    return words
