"""Which pages about mails and their ladders are open to whom?"""

from eclt_partners.common.actions import Action
from tests.architecture.wall_page import Door, Page

MAIL_PAGES = [
    Page("dashboards:ledger", Door.RIGHT, Action.SEE_LEDGER),
    Page("dashboards:coming", Door.RIGHT, Action.SEE_LEDGER),
    Page("dashboards:mail_health", Door.RIGHT, Action.SEE_MAIL_HEALTH),
    Page("dashboards:ladders", Door.RIGHT, Action.MANAGE_LADDERS),
    Page("dashboards:ladder", Door.RIGHT, Action.MANAGE_LADDERS, ("ladder",)),
    Page("dashboards:message", Door.OBJECT, Action.SEE_LEDGER, ("message",)),
    *(
        Page(
            f"dashboards:message_{name}",
            Door.OBJECT,
            Action.REPAIR_MAIL,
            ("message",),
            in_time=True,
        )
        for name in ("again", "settle")
    ),
]
