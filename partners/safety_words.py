"""What hears somebody who reports a danger? Only what is true in the country today.

Where nobody is safeguarding lead, nobody reads the report and nobody calls, until
directors and administrators have given the role to somebody: they are asked at once.
"""

from django.utils.translation import gettext as _


def who_reads(*, has_lead: bool) -> str:
    """Say before a report who reads it, and who calls when."""
    if has_lead:
        return _(
            "Only the safeguarding lead of the country reads this, and calls you within "
            "72 hours."
        )
    return _(
        "Only the safeguarding lead of the country reads this. Nobody has this role at "
        "the moment. Directors and administrators are asked at once to give it to "
        "somebody, who then reads this and calls you. They cannot read it themselves."
    )


def who_calls(*, has_lead: bool) -> str:
    """Say after a report who calls when."""
    if has_lead:
        return _("Thank you. The safeguarding lead calls you within 72 hours.")
    return _(
        "Thank you. Your message is kept. The country has no safeguarding lead at the "
        "moment: directors and administrators are asked to name one, who then calls you."
    )


def who_knows(*, has_lead: bool) -> str:
    """Say beside the question of safety who knows what was answered there."""
    if has_lead:
        return _(
            "If you answered “Yes” or “I want to speak to someone”, the safeguarding "
            "lead of the foundation knows it already and calls you within 72 hours."
        )
    return _(
        "The country has no safeguarding lead at the moment. If you answered “Yes” or “I "
        "want to speak to someone”, directors and administrators are asked to name one, "
        "who then reads it and calls you. They cannot read it themselves."
    )
