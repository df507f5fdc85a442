"""How does the SQL of a ladder tell whether a person can be reached?

Columns of `everybody` (`notifications.services.planning.Owed`). They are read from an
outer join, so that a part for which nobody is named stays a row.
"""

from typing import Final

# Of `co`, a row of people of partners.
CONTACT_SQL: Final = """coalesce('contact:' || co.id, '') AS recipient_key,
           coalesce(co.email, '') AS to_address, co.language, co.time_zone,
           co.left_on IS NOT NULL AS has_left"""


def user_sql(place: str) -> str:
    """Return the columns of `us`, a row of people with an account.

    Args:
        place: names the row whose country and partnership the mail is about.
    """
    return f"""coalesce('user:' || us.id, '') AS recipient_key,
           coalesce(us.email, '') AS to_address, us.language, us.time_zone,
           us.id IS NOT NULL AND NOT ({works_at_sql("us", place)}) AS has_left"""


def works_at_sql(person: str, place: str) -> str:
    """Return the condition that somebody signs in and has a role where a place is.

    Whoever has none there any more opens no page of it, so no mail tells of it either.
    Administrators open none: they set up. `accounts.selectors.people_at` says the same.

    Args:
        person: names a row of people with an account.
        place: names a row with a country and a partnership.
    """
    return f"""{person}.is_active AND EXISTS (
               SELECT 1 FROM accounts_roleassignment mine
               WHERE mine.user_id = {person}.id AND mine.role <> 'ADMINISTRATOR'
                 AND coalesce(mine.country_id, {place}.country) = {place}.country
                 AND coalesce(mine.partnership_id, {place}.partnership_id)
                     = {place}.partnership_id)"""  # noqa: S608 - names of rows
