"""How does the SQL of a ladder tell whether a person can be reached?

Columns of `everybody` (`notifications.services.planning.Owed`). They are read from an
outer join, so that a part for which nobody is named stays a row.
"""

from typing import Final

# Of `us`, a row of people with an account.
USER_SQL: Final = """coalesce('user:' || us.id, '') AS recipient_key,
           coalesce(us.email, '') AS to_address, us.language, us.time_zone,
           NOT coalesce(us.is_active, true) AS has_left"""
# Of `co`, a row of people of partners.
CONTACT_SQL: Final = """coalesce('contact:' || co.id, '') AS recipient_key,
           coalesce(co.email, '') AS to_address, co.language, co.time_zone,
           co.left_on IS NOT NULL AS has_left"""
