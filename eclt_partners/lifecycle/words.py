"""How do the gates say what is missing, in words that anybody understands?"""

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eclt_partners.lifecycle.rules.lines import Gap, GateLine, Lack
from partners.choices import Side

LACK_WORDS: Final[Mapping[Lack, Promise]] = {
    Lack.NO_PARTNER_KIND: _("%(about)s: say what kind of organisation it is."),
    Lack.NO_COUNTRY: _("Say in which country the work is."),
    Lack.NO_FOUNDATION_LEAD: _("Name the lead of the foundation."),
    Lack.NO_PARTNER_LEAD: _("%(about)s: name the lead."),
    Lack.NOTHING_BROUGHT: _("%(about)s: write what this side brings."),
    Lack.NOTHING_HOPED: _("%(about)s: write what this side hopes for."),
    Lack.NO_CONFLICT_WORD: _(
        "%(about)s: write which conflicts of interest there are, or “none”."
    ),
    Lack.NO_REGISTRATION: _("%(about)s: the registration number is not known."),
    Lack.NO_REFERENCES: _("Nobody was asked about the partner yet."),
    Lack.NO_SAFEGUARDING_CHECK: _("%(about)s: the safeguarding check has not begun."),
    Lack.PLAN_NOT_CONFIRMED: _("%(about)s: confirm the handover plan."),
    Lack.NOT_ASSESSED: _("%(about)s: how ready is it to be handed over?"),
    Lack.NO_FUNCTION: _("The plan for what must last names nothing yet."),
    Lack.STAFF_NOT_TOLD: _("Tell the staff, and note it."),
    Lack.COMMUNITY_NOT_TOLD: _("Tell the community, and note it."),
    Lack.GOVERNMENT_NOT_TOLD: _("Tell the local government, and note it."),
    Lack.LATE_HANDOVER: _(
        "Fewer than 12 months are left until the last agreement ends."
    ),
    Lack.NO_CLOSING_REVIEW: _("Plan the closing review."),
    Lack.SIDE_NOT_INVITED: _("%(about)s: nobody is invited to the closing review."),
    Lack.FOUNDATION_SILENT: _("The foundation has not answered the closing review."),
    Lack.GOAL_NOT_READ: _("%(about)s: measure where this goal stands now."),
    Lack.OWNER_UNDECIDED: _("%(about)s: has the local owner said yes or no?"),
    Lack.NO_CHECK_CONTACT: _("Name a person of the partner whom we ask after the end."),
    Lack.MONEY_UNKNOWN: _("Note where the last payments stand."),
    Lack.REPORT_UNKNOWN: _("Note where the last report stands."),
    Lack.NOT_READY: _("The work is not ready to be handed over: below 60 of 100."),
    Lack.PARTNER_SILENT: _("The partner has not answered the closing review."),
    Lack.CHECK_OPEN: _("The check %(about)s months after the end is still open."),
    Lack.NO_LESSON: _("%(about)s: write what this side learned."),
    Lack.NO_OUTCOME: _("Nobody has looked yet at what lasts."),
    Lack.NO_REASON: _("Write why."),
    Lack.NO_ASKER: _("Say who asks for the pause."),
    Lack.NO_LOOK_AGAIN: _("Say when you look at it again."),
    Lack.LOOK_AGAIN_PAST: _("The day to look again must be after today."),
    Lack.LOOK_AGAIN_LATE: _("Look at it again within 90 days."),
    Lack.NOTHING_GOES_ON: _("Write what goes on during the pause."),
    Lack.NO_CASES_CONTACT: _("Name who is there for the children's cases."),
    Lack.NO_CATEGORY: _("Choose the kind of reason."),
    Lack.NO_NOTICE: _("Add the notice as a file."),
    Lack.NO_CHILDREN_PLAN: _("Write what happens to children and families."),
    Lack.NOT_INVITED_TO_TALK: _("%(about)s: invite to a closing talk."),
}

# Where a coalition is asked, the partner is named.
OF_ONE_PARTNER: Final[Mapping[Lack, Promise]] = {
    Lack.PARTNER_SILENT: _("%(about)s has not answered the closing review."),
}


def gap_words(gap: Gap) -> str:
    """Return one sentence for one thing that is missing.

    Where it is not known whose it is, the sentence begins with what is missing.
    """
    about = Side(gap.about).label if gap.about in Side.values else gap.about
    words = OF_ONE_PARTNER if about else LACK_WORDS
    text = str(words.get(gap.lack, LACK_WORDS[gap.lack])) % {"about": about}
    if about:
        return text
    rest = text.lstrip(": \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
    return rest[:1].upper() + rest[1:]


def words_of(lines: Iterable[GateLine]) -> list[str]:
    """Return a sentence for everything that some lines of a gate miss."""
    return [gap_words(gap) for line in lines for gap in line.gaps]
