"""At which addresses do both sides write together? One list, two doors."""

from collections.abc import Sequence
from typing import Any, Final

from django.urls import URLPattern, path

from partners.views import capacity, checks, expectations, plans
from partners.views.chairs import ChairView, partner, staff

PAGES: Final[Sequence[tuple[str, ChairView[Any], str]]] = (
    ("plan/", plans.plan, "plan"),
    ("plan/edit/", plans.plan_edit, "plan_edit"),
    ("plan/functions/new/", plans.function_new, "function_new"),
    ("plan/functions/<int:function_id>/", plans.function_edit, "function_edit"),
    ("plan/functions/<int:function_id>/now/", plans.function_read, "function_read"),
    ("capacity/", capacity.capacity, "capacity"),
    ("capacity/new/<str:domain>/", capacity.goal_new, "goal_new"),
    ("capacity/<int:goal_id>/", capacity.goal_edit, "goal_edit"),
    ("capacity/<int:goal_id>/now/", capacity.goal_read, "goal_read"),
    ("capacity/<int:goal_id>/comment/", capacity.goal_comment, "goal_comment"),
    ("capacity/<int:goal_id>/agree/", capacity.goal_agree, "goal_agree"),
    ("expectations/", expectations.expectations, "expectations"),
    (
        "expectations/<int:who>/",
        expectations.expectations_write,
        "expectations_write",
    ),
    (
        "expectations/confirm/",
        expectations.expectations_confirm,
        "expectations_confirm",
    ),
    ("checks/", checks.checks, "checks"),
    ("checks/new/", checks.check_new, "check_new"),
    ("checks/interests/", checks.interests, "interests"),
)
# Whoever records talks; a person of the partner confirms the record of the talk.
LOOK = path(
    "partnerships/<int:partnership_id>/expectations/talk/",
    staff(expectations.expectations_look),
    name="expectations_look",
)
STAFF: Final[list[URLPattern]] = [
    path(f"partnerships/<int:partnership_id>/{address}", staff(view), name=name)
    for address, view, name in PAGES
]
PARTNER: Final[list[URLPattern]] = [
    path(f"answer/home/{address}", partner(view), name=f"partner_{name}")
    for address, view, name in PAGES
]
