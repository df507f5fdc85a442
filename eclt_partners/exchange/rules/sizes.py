"""How much of a file is read as a list of partners? A list of 500 rows has less."""

from typing import Final

# Empty rows between others count as well.
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 60
# In all cells together.
MOST_SIGNS: Final = 4_000_000
# Cells that do not tell what they show.
MOST_HIDDEN: Final = 36_000
