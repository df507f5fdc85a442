"""Which addresses of results of agreements are open to whom?"""

from eclt_partners.common.actions import Action
from tests.architecture.wall_page import Door, Page

RESULT_PAGES = [
    Page("agreements:results", Door.OBJECT, keys=("agreement",)),
    *(
        Page(
            f"agreements:{name}",
            Door.OBJECT,
            Action.RECORD_RESULT,
            (key,),
            post_only=post_only,
        )
        for name, key, post_only in (
            ("result_new", "agreement", False),
            ("serves_children", "agreement", True),
            ("result_correct", "result", False),
            ("result_take_back", "result", False),
        )
    ),
]
