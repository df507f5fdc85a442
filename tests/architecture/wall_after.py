"""Which pages after the end of a partnership are open to whom?"""

from eclt_partners.common.actions import Action
from tests.architecture.wall_page import Door, Page

AFTER_PAGES = [
    Page("lifecycle:lasting", Door.PERSON),
    Page("lifecycle:checks_new", Door.OBJECT, Action.MOVE_STAGE, ("partnership",)),
    Page("lifecycle:check", Door.OBJECT, keys=("after",)),
    Page("lifecycle:check_answer", Door.OBJECT, Action.ANSWER_REVIEW, ("after",)),
    Page("lifecycle:check_ask", Door.OBJECT, Action.REGISTER, ("after",)),
    Page("lifecycle:check_waive", Door.OBJECT, Action.MOVE_STAGE, ("after",)),
    Page(
        "lifecycle:check_link",
        Door.OBJECT,
        Action.REGISTER,
        ("after",),
        post_only=True,
    ),
    Page("lifecycle:partner_check", Door.LINK, keys=("after",)),
    Page("lifecycle:partner_check_done", Door.LINK, keys=("after",)),
]
