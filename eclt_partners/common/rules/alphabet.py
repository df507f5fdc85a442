"""Where does a name stand in a list of names?"""

import unicodedata


def without_accents(text: str) -> str:
    """Return a text in small letters without accents: "Zâmbia" as "zambia".

    Names are sorted by it, so that Zambia comes before Zimbabwe in each language.
    """
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))
