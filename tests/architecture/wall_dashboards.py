"""The lines of the country wall for lists, filters and saved views."""

from tests.architecture.wall_page import Door, Page

LIST_PAGES = [
    Page("dashboards:list", Door.OBJECT, keys=("country",)),
    Page("dashboards:narrow", Door.OBJECT, keys=("country",), post_only=True),
    Page("dashboards:view_new", Door.OBJECT, keys=("country",)),
    *(
        Page(f"dashboards:{name}", Door.ASKER, keys=("country", "saved_view"))
        for name in ("view_edit", "view_delete")
    ),
    Page("dashboards:partner_view_new", Door.RIGHT),
    *(
        Page(f"dashboards:partner_{name}", Door.ASKER, keys=("partner_view",))
        for name in ("view_edit", "view_delete")
    ),
]
