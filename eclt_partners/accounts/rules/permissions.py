"""Who may do what? The permissions table of the product, role by role.

Source: the table "Who may do what" of the rulings. A right that is not here is
not given. Where a role works is decided by its assignment, not by this table.
"""

from collections.abc import Mapping

from eclt_partners.accounts.choices import LinkPurpose, Role
from eclt_partners.common.actions import Action

OFFICER = frozenset(
    {
        Action.SEE,
        Action.REPORT_DANGER,
        Action.REGISTER,
        Action.PLAN_TOGETHER,
        Action.SCHEDULE_REVIEW,
        Action.ANSWER_REVIEW,
        Action.RECORD_TALK,
        Action.CONFIRM_RECORD,
        Action.RECORD_RESULT,
        Action.REPORT_EVENT,
        Action.RAISE_CHANGE,
        Action.PROPOSE_CHANGE,
        Action.PRIVATE_NOTES,
        Action.SIGN_SMALL,
        Action.SEE_LEDGER,
        Action.REFRESH_DASHBOARD,
    }
)
MANAGER = OFFICER | {
    Action.CANCEL_REVIEW,
    Action.SNOOZE_REVIEW,
    Action.MOVE_STAGE,
    Action.SIGN_STANDARD,
    Action.REPAIR_MAIL,
    Action.SET_AWAY,
}
DIRECTOR = (MANAGER - {Action.PRIVATE_NOTES}) | {
    Action.SEE_ALL_COUNTRIES,
    Action.SEE_MAIL_HEALTH,
    Action.PASS_WARNING,
    Action.AGREE_CORRECTION,
    Action.PAUSE,
    Action.END_EARLY,
    Action.SIGN_MAJOR,
}
FACILITATOR = frozenset(
    {
        Action.SEE,
        Action.REPORT_DANGER,
        Action.READ_RAW_ANSWERS,
        Action.AGREE_CORRECTION,
        Action.RECORD_TALK,
        Action.PROPOSE_CHANGE,
        Action.REPORT_EVENT,
        Action.SETTLE_DISPUTE,
    }
)
SAFEGUARDING = frozenset({Action.SEE_INCIDENTS, Action.PAUSE})
AUDITOR = frozenset(
    {
        Action.SEE,
        Action.SEE_ALL_COUNTRIES,
        Action.SEE_LEDGER,
        Action.REPORT_DANGER,
    }
)
ADMINISTRATOR = frozenset(
    {
        Action.SET_AWAY,
        Action.MANAGE_PEOPLE,
        Action.MANAGE_COUNTRIES,
        Action.MANAGE_INSTRUMENTS,
        Action.MANAGE_KINDS,
        Action.MANAGE_LADDERS,
        Action.SEE_MAIL_HEALTH,
        Action.REPAIR_MAIL,
    }
)

ACTIONS_OF_ROLE: Mapping[str, frozenset[Action]] = {
    Role.OFFICER: OFFICER,
    Role.MANAGER: MANAGER,
    Role.DIRECTOR: DIRECTOR,
    Role.FACILITATOR: FACILITATOR,
    Role.SAFEGUARDING: SAFEGUARDING,
    Role.AUDITOR: AUDITOR,
    Role.ADMINISTRATOR: ADMINISTRATOR,
}

# Where an assignment of the role must point: to a country, to one partnership,
# or to nothing (all countries).
ROLES_OF_A_COUNTRY = frozenset({Role.OFFICER, Role.MANAGER, Role.SAFEGUARDING})
ROLES_OF_A_PARTNERSHIP = frozenset({Role.FACILITATOR})
ROLES_OF_ALL = frozenset({Role.DIRECTOR, Role.AUDITOR, Role.ADMINISTRATOR})

ACTIONS_OF_LINK: Mapping[str, frozenset[Action]] = {
    LinkPurpose.HOME: frozenset(
        {
            Action.SEE,
            # Plans, goals and expectations are written by both sides alike.
            Action.PLAN_TOGETHER,
            Action.RAISE_CHANGE,
            Action.REPORT_EVENT,
            Action.REPORT_DANGER,
            Action.CONFIRM_RECORD,
            Action.CHOOSE_PANEL,
            Action.SNOOZE_REVIEW,
        }
    ),
    # Choosing and moving are for the lead of the partner; the services ask for it.
    LinkPurpose.REVIEW: frozenset(
        {
            Action.ANSWER_REVIEW,
            Action.REPORT_DANGER,
            Action.CHOOSE_PANEL,
            Action.SNOOZE_REVIEW,
        }
    ),
    # Whether somebody leads, or signs as the head, is asked by the services.
    LinkPurpose.RENEGOTIATION: frozenset(
        {
            Action.RAISE_CHANGE,
            Action.PROPOSE_CHANGE,
            Action.CONFIRM_RECORD,
            Action.PRIVATE_NOTES,
        }
    ),
    LinkPurpose.SIGN: frozenset(
        {Action.PROPOSE_CHANGE, Action.SIGN_SMALL, Action.SIGN_STANDARD}
    ),
    LinkPurpose.CONFIRM: frozenset({Action.CONFIRM_RECORD}),
    LinkPurpose.AFTER_CHECK: frozenset({Action.ANSWER_REVIEW}),
}
