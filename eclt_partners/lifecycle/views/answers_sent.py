"""What happens when the answers of a check after the end are sent, by either side?"""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import IllegalTransition
from eclt_partners.common.forms.attempts import attempt
from eclt_partners.lifecycle.forms.checks import AnswerForm
from eclt_partners.lifecycle.services.answering import answer_check
from partners.choices import CheckState
from partners.models import AfterCheck, AfterCheckReport


def take_answers(
    form: AnswerForm, *, actor: Actor, check: AfterCheck
) -> AfterCheck | None:
    """Answer the check, or put what is wrong onto the form and return None."""
    return attempt(form, lambda: _answer(form, actor, check))


def shows_result(request: HttpRequest, actor: Actor, check: AfterCheck) -> bool:
    """Tell whether a page of answers leads on to where the check stands.

    Who sends what somebody else has answered meanwhile keeps the form with everything
    that was typed; who sends the own answers twice sees them.
    """
    if check.state == CheckState.SCHEDULED:
        return False
    own = AfterCheckReport.objects.filter(check_of=check, entered_by=actor.key)
    return request.method != "POST" or own.exists()


def _answer(form: AnswerForm, actor: Actor, check: AfterCheck) -> AfterCheck | None:
    try:
        return answer_check(
            actor=actor,
            now=timezone.now(),
            check=check,
            items=form.items(),
            words=form.words(),
            told_by=form.teller,
        )
    except IllegalTransition:
        text = _("This check was settled meanwhile. What you typed is still here")
        form.refuse({"": text})
        return None
