"""What lasts after the end, by the checks that were held?"""

from partners.models import AfterCheck
from partners.rules.sustained import CheckItem, SustainedScore, sustained_score


def outcome_of(check: AfterCheck) -> SustainedScore:
    """Return the sustained-outcome score of one check with its coverage (methods F3).

    What was stopped on purpose is left out. One query.
    """
    items = check.items.select_related("function")
    return sustained_score(
        CheckItem(item.function.importance, item.value)
        for item in items
        if not item.is_stopped_on_purpose
    )
