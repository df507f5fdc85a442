"""Which sentence says what a level means? The words of methods F1 and F2."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from eclt_partners.common.words import with_colon
from partners.choices import CapacityDomain, CapacityLevel
from partners.rules.handover import HandoverBand, Pillar

# Levels 1, 3 and 5 of each domain; 2 and 4 lie between.
DOMAIN_SENTENCES: Final[Mapping[CapacityDomain, Mapping[int, Promise]]] = {
    CapacityDomain.C1: {
        1: _("One person decides; there are no minutes of a board"),
        3: _("A board or the managers meet and decide; rules are written"),
        5: _("Leaders can change without harm; members and communities have a say"),
    },
    CapacityDomain.C2: {
        1: _("Few staff, with unclear jobs"),
        3: _("Jobs are clear and staff are supported; some leave"),
        5: _("Staff stay and grow; others come to learn"),
    },
    CapacityDomain.C3: {
        1: _("Cash records are incomplete"),
        3: _("There are budgets, controls and a yearly audit with some findings"),
        5: _("Audits are clean; managers use reports on money every month"),
    },
    CapacityDomain.C4: {
        1: _("One funder pays nearly all"),
        3: _("Two or three sources; income is known for 6 months"),
        5: _("Varied income or an own budget line; known for 18 months"),
    },
    CapacityDomain.C5: {
        1: _("Numbers are made for the funder only"),
        3: _("Data on child labour are kept and used every year"),
        5: _("Data guide decisions every week and are shared with the government"),
    },
    CapacityDomain.C6: {
        1: _("People know of child labour; there is nowhere to refer a child"),
        3: _("Staff are trained; referral works in most places"),
        5: _("Teaches others; cases are handled safely, and this is tested"),
    },
    CapacityDomain.C7: {
        1: _("Works alone"),
        3: _("Works together with officials, unions and companies"),
        5: _("Brings others together; changes policy or budgets"),
    },
    CapacityDomain.C8: {
        1: _("They are not asked"),
        3: _("They are asked every year"),
        5: _("They help decide and see what changed"),
    },
}
PILLAR_NAMES: Final[Mapping[Pillar, Promise]] = {
    Pillar.RESOURCES: _("Resources"),
    Pillar.CAPACITY: _("Capacity"),
    Pillar.MOTIVATION: _("Motivation"),
    Pillar.LINKAGES: _("Linkages"),
}
PILLAR_QUESTIONS: Final[Mapping[Pillar, Promise]] = {
    Pillar.RESOURCES: _("Resources: where will money and material come from?"),
    Pillar.CAPACITY: _("Capacity: who can do it?"),
    Pillar.MOTIVATION: _("Motivation: who wants it to go on?"),
    Pillar.LINKAGES: _("Linkages: is there contact with those who can help?"),
}
PILLAR_SENTENCES: Final[Mapping[Pillar, Sequence[Promise]]] = {
    Pillar.RESOURCES: (
        _("No idea where money or material comes from"),
        _("An idea is named"),
        _("The plan and the amount are known"),
        _("It is in place, but not tested"),
        _("It worked for 6 months or more without the foundation"),
    ),
    Pillar.CAPACITY: (
        _("Nobody can do it"),
        _("A person is named, but not trained"),
        _("A person is trained, and still helped"),
        _("Does it alone sometimes"),
        _("Has done it alone for 6 months or more"),
    ),
    Pillar.MOTIVATION: (
        _("Nobody wants it"),
        _("People say it is good"),
        _("The owner has a reason of its own"),
        _("The owner gives its own time or money"),
        _("It goes on without allowances"),
    ),
    Pillar.LINKAGES: (
        _("No contact with those who can help"),
        _("Their names are known"),
        _("First meetings were held"),
        _("There is an agreement, or a place in a public plan"),
        _("The link worked when it was needed"),
    ),
}
BANDS: Final[Mapping[str, Promise]] = {
    "": _("Never assessed"),
    HandoverBand.NOT_READY: _("Not ready"),
    HandoverBand.PARTLY: _("Partly ready"),
    HandoverBand.NEARLY: _("Nearly ready"),
    HandoverBand.READY: _("Ready"),
}


def level_sentence(domain: str, level: int) -> str:
    """Say what a level of a domain means; 2 and 4 lie between two sentences."""
    sentences = DOMAIN_SENTENCES[CapacityDomain(domain)]
    if level in sentences:
        return str(sentences[level])
    below = CapacityLevel(level - 1).label
    above = CapacityLevel(level + 1).label
    text = gettext("Between “%(below)s” and “%(above)s”")
    return text % {"below": below, "above": above}


def level_choices(domain: str) -> list[tuple[str, str]]:
    """Return the five levels of a domain, each with its name and its sentence."""
    return [
        (
            str(level.value),
            f"{with_colon(level.label)} {level_sentence(domain, level.value)}",
        )
        for level in CapacityLevel
    ]
