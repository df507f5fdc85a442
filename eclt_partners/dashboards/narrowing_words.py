"""How are the filters of a country's page said in words?"""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from eclt_partners.dashboards.period_sentences import period_sentences
from eclt_partners.dashboards.rules.narrowing import PERIODS, Narrowing
from eclt_partners.dashboards.sentences import country_sentences, with_unknown
from partners.choices import AgeBand, PartnerKind, Stage

# Several partners of a kind: the choices name one.
KINDS: Final[Mapping[str, Promise]] = {
    PartnerKind.GOVERNMENT: gettext_lazy("Government bodies"),
    PartnerKind.TRADE_UNION: gettext_lazy("Trade unions"),
    PartnerKind.LOCAL_NGO: gettext_lazy("Local NGOs"),
    PartnerKind.INTL_NGO: gettext_lazy("International NGOs"),
    PartnerKind.EMPLOYERS: gettext_lazy("Employers' organisations"),
    PartnerKind.FARMERS: gettext_lazy("Farmers' associations and cooperatives"),
    PartnerKind.COMPANY: gettext_lazy("Companies"),
    PartnerKind.UN_BODY: gettext_lazy("UN and multilateral bodies"),
    PartnerKind.ACADEMIC: gettext_lazy("Research and academic bodies"),
    PartnerKind.OTHER: gettext_lazy("Other partners"),
}
AGES: Final[Mapping[str, Promise]] = {
    AgeBand.STARTING: gettext_lazy("less than 1 year old"),
    AgeBand.GROWING: gettext_lazy("1 or 2 years old"),
    AgeBand.ESTABLISHED: gettext_lazy("3 years old or more"),
}
REVIEWED: Final = gettext_lazy(
    "None of the partnerships that fit has a completed review yet"
)
# What a block says that found nothing among those that fit.
NONE_FITS: Final[Mapping[str, Promise]] = {
    "tiles": gettext_lazy("None of the partnerships that fit is running now"),
    "heat": REVIEWED,
    "gaps": REVIEWED,
    "trust": gettext_lazy(
        "None of the partnerships that fit has two reviews to compare yet"
    ),
    "changes": gettext_lazy("None of the partnerships that fit signed a change yet"),
    "keeping": gettext_lazy("None of the partnerships that fit has a promise yet"),
    "growing": gettext_lazy("None of the partnerships that fit has a goal yet"),
    "lasting": gettext_lazy("None of the partnerships that fit has ended yet"),
    "money": gettext_lazy(
        "None of the partnerships that fit has an agreement in force"
    ),
    "targets": gettext_lazy(
        "None of the partnerships that fit has a target in numbers"
    ),
}


def period_words(period: str) -> str:
    """Say a period: "last 12 months"."""
    return ngettext("last %(n)d month", "last %(n)d months", int(period)) % {
        "n": int(period)
    }


def period_choices() -> list[tuple[str, str]]:
    """Return the periods that can be chosen, each with its words."""
    return [(period, _capital(period_words(period))) for period in PERIODS]


def narrowing_words(narrowing: Narrowing) -> str:
    """Say the filters: "Local NGOs, 1 or 2 years old, last 12 months"; "" for none."""
    said = [
        KINDS.get(narrowing.kind, ""),
        _inside(str(Stage(narrowing.stage).label)) if narrowing.stage else "",
        AGES.get(narrowing.age, ""),
        period_words(narrowing.period) if narrowing.period else "",
    ]
    return _capital(", ".join(str(each) for each in said if each))


def narrowed_sentences(
    figures: Mapping[str, Any], country: str, narrowing: Narrowing
) -> dict[str, str]:
    """Return the sentence of each block, as the filters make it."""
    sentences = country_sentences(figures, country)
    if not narrowing.is_empty:
        sentences["opening"] = _opening(figures["opening"])
        sentences |= _of_those_that_fit(figures)
    if narrowing.period:
        sentences |= period_sentences(figures)
    return sentences


def _of_those_that_fit(figures: Mapping[str, Any]) -> dict[str, str]:
    """Return what is said where nothing is found: others may well have it."""
    changes, keeping, trust = figures["changes"], figures["keeping"], figures["trust"]
    reviewed = figures["heat"]["reviewed_count"]
    found = {
        "tiles": figures["opening"]["partnerships"],
        "heat": reviewed,
        "gaps": reviewed,
        "trust": trust["rose"] + trust["fell"] + trust["same"],
        "changes": changes["change_count"],
        "keeping": keeping["rows"] or keeping["late_count"],
        "growing": figures["growing"]["domains"],
        "lasting": figures["lasting"]["rows"],
        "money": figures["money"]["agreements_count"],
        "targets": figures["targets"]["target_count"],
    }
    said = {block: str(NONE_FITS[block]) for block in found if not found[block]}
    if not changes["agreements"]:
        said["changes"] = _("None of the partnerships that fit has an agreement yet")
    return said


def _opening(counts: Mapping[str, int]) -> str:
    """Say how the partnerships that fit are doing; they are not all of the country."""
    if not counts["partnerships"]:
        return _("No running partnership fits these filters.")
    if counts["partnerships"] == 1:
        return with_unknown(_alone(counts), {**counts, "unknown": 0})
    attention = ngettext(
        "%(attention)d of %(partnerships)d partnerships that fit needs attention",
        "%(attention)d of %(partnerships)d partnerships that fit need attention",
        counts["attention"],
    )
    return with_unknown(attention % counts, counts)


def _alone(counts: Mapping[str, int]) -> str:
    if counts["unknown"]:
        return _("We do not know yet how the only partnership that fits is doing")
    if counts["attention"]:
        return _("The only partnership that fits needs attention")
    return _("The only partnership that fits needs no talk soon")


def _inside(text: str) -> str:
    """Write words that stand alone elsewhere inside a sentence."""
    return text[:1].lower() + text[1:]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
