"""What is kept beside the line in the history of stages?"""

from datetime import date, datetime

from django.utils.translation import gettext as _

from eclt_partners.audit.services import Place
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import InvalidInput
from eclt_partners.documents.choices import DocumentCategory
from eclt_partners.documents.services import Filing, store_document
from eclt_partners.lifecycle.choices import NoteKind
from eclt_partners.lifecycle.given import EndingWords, Given, PauseWords
from eclt_partners.lifecycle.models import EarlyEnding, PauseEnd, StagePause
from eclt_partners.lifecycle.services.checks import MONTHS_AFTER, plan_checks
from eclt_partners.lifecycle.services.notes import write_note
from partners.choices import Side, Stage
from partners.models import Contact, Partnership, StageChange


def check_details(
    partnership: Partnership, to_stage: Stage, given: Given, *, today: date
) -> None:
    """Refuse a step whose own words are missing or wrong.

    Raises:
        InvalidInput: no reason for a new chapter or for not going ahead (methods A2),
            no lesson, no words of both sides, a contact of elsewhere, or
            an invitation to the closing talk on a day to come.
    """
    problems = _missing_words(partnership, to_stage, given)
    if to_stage == Stage.ENDED_EARLY and given.ending is not None:
        problems |= _ending_problems(given.ending, today)
    if given.contact is not None and not _belongs(given.contact, partnership):
        problems["contact"] = _("Choose a person of the partner who is still there")
    if problems:
        raise InvalidInput(problems)


def keep_details(
    *, actor: Actor, now: datetime, change: StageChange, given: Given
) -> None:
    """Keep what the step was given, each in its own table.

    Args:
        actor: who moved the partnership; the right was asked for.
        now: the moment, aware.
        change: the line in the history.
        given: checked by the gate and by `check_details`.
    """
    to_stage, partnership = Stage(change.to_stage), change.partnership
    if to_stage == Stage.NOT_PURSUED:
        write_note(
            actor=actor,
            now=now,
            partnership=partnership,
            kind=NoteKind.LESSON,
            side=Side.FOUNDATION,
            text=given.lesson,
        )
    if to_stage == Stage.PAUSED and given.pause is not None:
        _keep_pause(change, given.pause)
    if given.back is not None and change.from_stage == Stage.PAUSED:
        PauseEnd.objects.create(
            change=change,
            foundation_note=given.back.foundation_note.strip(),
            partner_note=given.back.partner_note.strip(),
        )
    if to_stage == Stage.ENDED_EARLY and given.ending is not None:
        _keep_ending(actor, now, change, given.ending)
    months = MONTHS_AFTER.get(to_stage, ())
    if months and given.contact is not None:
        plan_checks(
            actor=actor, now=now, change=change, contact=given.contact, months=months
        )


def _missing_words(
    partnership: Partnership, to_stage: Stage, given: Given
) -> dict[str, str]:
    """Return what has to be written for this step and is not."""
    problems: dict[str, str] = {}
    is_dropped = to_stage == Stage.NOT_PURSUED
    begins_anew = to_stage == Stage.SHAPING and partnership.has_ended
    if (begins_anew or is_dropped) and not given.reason.strip():
        problems["reason"] = _("Write why")
    if is_dropped and not given.lesson.strip():
        problems["lesson"] = _("Write what you learned")
    if partnership.stage == Stage.PAUSED and to_stage != Stage.ENDED_EARLY:
        problems |= _back_problems(given)
    return problems


def _ending_problems(words: EndingWords, today: date) -> dict[str, str]:
    if words.talk_invited_on is None or words.talk_invited_on <= today:
        return {}
    return {"talk_invited_on": _("The day must be today or earlier")}


def _back_problems(given: Given) -> dict[str, str]:
    words = given.back
    missing = _("Write what changed, in the words of this side")
    return {
        name: missing
        for name in ("foundation_note", "partner_note")
        if words is None or not str(getattr(words, name)).strip()
    }


def _belongs(contact: Contact, partnership: Partnership) -> bool:
    parties = partnership.parties.filter(to_on=None, partner=contact.partner_id)
    return contact.left_on is None and parties.exists()


def _keep_pause(change: StageChange, words: PauseWords) -> None:
    StagePause.objects.create(
        change=change,
        asked_by=words.asked_by,
        paused_on=change.changed_on,
        look_again_on=words.look_again_on,
        goes_on=words.goes_on.strip(),
        cases_contact=words.cases_contact.strip(),
    )


def _keep_ending(
    actor: Actor, now: datetime, change: StageChange, words: EndingWords
) -> None:
    partnership = change.partnership
    if words.notice is None or words.talk_invited_on is None:
        raise InvalidInput({"file": _("Add the notice as a file.")})
    place = Place(partnership.country_id, partnership.pk)
    notice = store_document(
        actor=actor,
        now=now,
        upload=words.notice,
        filing=Filing(partnership, place, DocumentCategory.NOTICE),
        client_key=words.notice_key,
        right=Action.END_EARLY,
    )
    EarlyEnding.objects.create(
        change=change,
        category=words.category,
        notice=notice,
        children_plan=words.children_plan.strip(),
        talk_invited_on=words.talk_invited_on,
    )
