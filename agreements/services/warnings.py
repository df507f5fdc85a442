"""How does a director pass the warnings of gate G2 with a signature (methods A3)?"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from agreements.gate_words import gap_words
from agreements.models import PassedWarning, Signature
from agreements.rules.gate import GateLine
from agreements.selectors.speakers import Speaker
from agreements.services.steps import note
from eclt_partners.common.actions import Action
from eclt_partners.common.errors import GateBlocked, InvalidInput


def check_warnings(
    speaker: Speaker, signature: Signature, lines: Sequence[GateLine], reason: str
) -> None:
    """Let only a director sign for the foundation while the gate warns, with a reason.

    A partner is never held up by what the foundation has to weigh.

    Args:
        speaker: who signs.
        signature: not stored yet.
        lines: the warnings that stand.
        reason: why they may be passed.

    Raises:
        GateBlocked: the signer may not pass warnings; says which and who may.
        InvalidInput: no reason is given.
    """
    if not lines or speaker.party is not None:
        return
    place = signature.proposal.renegotiation.agreement.partnership
    if not speaker.actor.may(
        Action.PASS_WARNING, country=place.country_id, partnership=place.pk
    ):
        words = [text for line in lines for text in gap_words(line)]
        raise GateBlocked([*words, _("A director can sign this and write why.")])
    if not reason.strip():
        raise InvalidInput({"pass_reason": _("Write why the warning can be set aside")})


def keep_warnings(
    speaker: Speaker,
    signature: Signature,
    lines: Sequence[GateLine],
    reason: str,
    *,
    now: datetime,
) -> None:
    """Keep what `check_warnings` let pass beside the stored signature, and log it."""
    if not lines or speaker.party is not None:
        return
    PassedWarning.objects.bulk_create(
        PassedWarning(
            signature=signature, code=line.code, warning=gap.lack, reason=reason.strip()
        )
        for line in lines
        for gap in line.gaps
    )
    note(
        "agreements.warning.passed",
        signature.proposal.renegotiation,
        speaker=speaker,
        now=now,
        subject=signature.proposal,
        facts={"lines": [line.code for line in lines]},
    )
