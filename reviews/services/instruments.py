"""How does a version of the instrument begin, get checked, and get frozen?

Only administrators do it. From the moment it is frozen the database refuses every
change of its words (migration 0010), and reviews planned from then on ask it.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from eclt_partners.audit import services as audit
from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor, require
from eclt_partners.common.errors import GateBlocked, IllegalTransition, InvalidInput
from reviews.choices import VersionState
from reviews.models import (
    Dimension,
    DimensionText,
    Instrument,
    InstrumentLanguage,
)
from reviews.selectors.instruments import version

CODE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)*")


@transaction.atomic
def copy_instrument(
    *, actor: Actor, now: datetime, source: Instrument, code: str, name: str
) -> Instrument:
    """Begin a draft as a copy of a version, with all texts in all languages.

    A language that a person has checked stays checked: its words are the same.

    Raises:
        NotPermitted: only administrators manage instruments.
        InvalidInput: the code is taken, or looks different from "RHR-2".
    """
    require(actor, Action.MANAGE_INSTRUMENTS)
    if not CODE.fullmatch(code):
        text = _("Use capital letters, numbers and dashes, like RHR-2")
        raise InvalidInput({"code": text})
    # One after the other gives codes: a second press at the same moment finds the copy.
    list(Instrument.objects.select_for_update(no_key=True).order_by("pk"))
    if Instrument.objects.filter(code=code).exists():
        raise InvalidInput({"code": _("There is a version with this code already")})
    copied = Instrument.objects.create(code=code, name=name, copied_from=source)
    _copy_languages(source, copied)
    _copy_dimensions(source, copied)
    record_on(
        copied,
        "reviews.instrument.copied",
        actor=actor,
        now=now,
        facts={"source": source.code},
    )
    return copied


@transaction.atomic
def check_language(
    *, actor: Actor, now: datetime, instrument: Instrument, language: str
) -> InstrumentLanguage:
    """Note that a person compared a translation with the source and found it right.

    Possible in a frozen version as well; no word changes. Again changes nothing.

    Raises:
        NotPermitted: only administrators manage instruments.
        InvalidInput: a text is missing, or it is the source language.
    """
    require(actor, Action.MANAGE_INSTRUMENTS)
    Instrument.objects.select_for_update().get(pk=instrument.pk)
    if language == settings.LANGUAGE_CODE:
        raise InvalidInput({"": _("The others are translated from this language.")})
    if version(instrument).language(language).gaps:
        raise InvalidInput({"": _("Some texts are missing in this language.")})
    row = InstrumentLanguage.objects.get(instrument=instrument, language=language)
    if row.checked_at is None:
        row.checked_at, row.checked_by = now, actor.key
        row.save(update_fields=["checked_at", "checked_by"])
        facts = {"language": language}
        record_on(
            instrument, "reviews.instrument.checked", actor=actor, now=now, facts=facts
        )
    return row


@transaction.atomic
def freeze_instrument(
    *, actor: Actor, now: datetime, instrument: Instrument
) -> Instrument:
    """Freeze a draft: its words never change again, and new reviews ask it.

    Raises:
        NotPermitted: only administrators manage instruments.
        IllegalTransition: it is frozen already.
        GateBlocked: a text is missing in a language that is offered.
    """
    require(actor, Action.MANAGE_INSTRUMENTS)
    locked = lock_draft(instrument)
    if version(locked).gaps:
        raise GateBlocked([_("Some texts are missing.")])
    locked.frozen_at, locked.frozen_by = now, actor.key
    locked.save(update_fields=["frozen_at", "frozen_by"])
    record_on(locked, "reviews.instrument.frozen", actor=actor, now=now)
    return locked


def lock_draft(instrument: Instrument) -> Instrument:
    """Lock a version that is about to change.

    Raises:
        IllegalTransition: it is frozen.
    """
    locked = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if not locked.is_draft:
        raise IllegalTransition(VersionState.IN_USE, VersionState.DRAFT)
    return locked


def record_on(
    instrument: Instrument,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write into the audit what was done to a version; it belongs to no country."""
    audit.record(
        verb,
        actor=actor,
        subject=instrument,
        now=now,
        place=Place(),
        facts=facts,
    )


def _copy_languages(source: Instrument, copied: Instrument) -> None:
    rows = list(source.languages.all())
    for row in rows:
        row.pk, row.instrument = None, copied
    InstrumentLanguage.objects.bulk_create(rows)


def _copy_dimensions(source: Instrument, copied: Instrument) -> None:
    texts = list(DimensionText.objects.filter(dimension__instrument=source))
    rows = {row.pk: row for row in source.dimensions.all()}
    for row in rows.values():
        row.pk, row.instrument = None, copied
    Dimension.objects.bulk_create(rows.values())
    for text in texts:
        text.dimension, text.pk = rows[text.dimension_id], None
    DimensionText.objects.bulk_create(texts)
