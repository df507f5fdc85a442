"""Which address is open to whom? The list that the country wall is tested against.

Every address of the resolver stands here once, with what a person needs to enter.
A new address fails `test_wall.py` until it has its line.
"""

from eclt_partners.common.actions import Action
from tests.architecture.wall_after import AFTER_PAGES
from tests.architecture.wall_countries import COUNTRY_PAGES
from tests.architecture.wall_dashboards import LIST_PAGES
from tests.architecture.wall_exchange import EXCHANGE_PAGES
from tests.architecture.wall_mails import MAIL_PAGES
from tests.architecture.wall_page import Door, Page
from tests.architecture.wall_proposals import PROPOSAL_PAGES
from tests.architecture.wall_results import RESULT_PAGES
from tests.architecture.wall_sign_in import SIGN_IN_PAGES

ROLES = ("amina", "brian", "chloe", "dan", "eve", "fay", "ada", "sam")

PAGES = [
    Page("set_language", Door.ALL, post_only=True),
    Page("common:help", Door.ALL),
    Page("common:accessibility", Door.ALL),
    Page("common:privacy", Door.ALL),
    Page("common:offline", Door.ALL),
    Page("common:worker", Door.ALL),
    Page("accounts:ping", Door.ALL),
    Page("dashboards:health", Door.ALL),
    *SIGN_IN_PAGES,
    Page("accounts:settings", Door.PERSON),
    Page("accounts:kept", Door.PERSON),
    Page("dashboards:today", Door.PERSON),
    Page("dashboards:more", Door.PERSON),
    Page("dashboards:countries", Door.PERSON),
    Page("dashboards:compare", Door.PERSON),
    Page("dashboards:year", Door.PERSON),
    Page("dashboards:files", Door.PERSON),
    Page("dashboards:feed", Door.SECRET, keys=("token",)),
    Page("notifications:leave", Door.SECRET, keys=("token",)),
    Page("reviews:not_me", Door.SECRET, keys=("token",)),
    Page("accounts:new_feed", Door.PERSON, post_only=True),
    *MAIL_PAGES,
    *(
        Page(f"accounts:{name}", door, Action.SET_AWAY, keys, seen_by=Action.SET_AWAY)
        for name, door, keys in (
            ("away", Door.PERSON, ()),
            ("people_away", Door.RIGHT, ()),
            ("person_away", Door.OBJECT, ("colleague",)),
        )
    ),
    Page(
        "accounts:absence_back",
        Door.OBJECT,
        Action.SET_AWAY,
        ("absence",),
        post_only=True,
        seen_by=Action.SET_AWAY,
    ),
    Page("dashboards:partners", Door.PERSON),
    Page("reviews:list", Door.PERSON),
    Page("reviews:log", Door.PERSON),
    Page("accounts:setup", Door.RIGHT, Action.MANAGE_PEOPLE),
    Page("accounts:people", Door.RIGHT, Action.MANAGE_PEOPLE),
    Page("accounts:person_new", Door.RIGHT, Action.MANAGE_PEOPLE),
    Page("accounts:person", Door.RIGHT, Action.MANAGE_PEOPLE, ("person",)),
    Page("accounts:person_mail", Door.RIGHT, Action.MANAGE_PEOPLE, ("person",)),
    Page(
        "accounts:person_link",
        Door.RIGHT,
        Action.MANAGE_PEOPLE,
        ("person",),
        post_only=True,
    ),
    *COUNTRY_PAGES,
    Page("agreements:kinds", Door.RIGHT, Action.MANAGE_KINDS),
    Page("agreements:kind_new", Door.RIGHT, Action.MANAGE_KINDS),
    Page("agreements:kind", Door.RIGHT, Action.MANAGE_KINDS, ("kind_of_agreement",)),
    Page("reviews:instruments", Door.RIGHT, Action.MANAGE_INSTRUMENTS),
    *(
        Page(f"reviews:instrument{name}", Door.RIGHT, Action.MANAGE_INSTRUMENTS, keys)
        for name, keys in (
            ("", ("instrument",)),
            ("_copy", ("instrument",)),
            ("_freeze", ("instrument",)),
            ("_dimension", ("instrument", "code")),
            ("_language", ("instrument", "language")),
            ("_preview", ("instrument", "language")),
            ("_words", ("instrument", "language", "code")),
        )
    ),
    Page(
        "reviews:instrument_check",
        Door.RIGHT,
        Action.MANAGE_INSTRUMENTS,
        ("instrument", "language"),
        post_only=True,
    ),
    Page("partners:new", Door.RIGHT, Action.REGISTER),
    Page("partners:unreached", Door.RIGHT, Action.REGISTER),
    Page("dashboards:country", Door.OBJECT, keys=("country",)),
    Page("dashboards:months", Door.OBJECT, keys=("country",)),
    Page("dashboards:month", Door.OBJECT, keys=("country", "month")),
    Page("dashboards:month_changes", Door.OBJECT, keys=("country", "month")),
    Page("dashboards:closer", Door.OBJECT, keys=("country",)),
    Page(
        "dashboards:refresh",
        Door.OBJECT,
        Action.REFRESH_DASHBOARD,
        ("country",),
        post_only=True,
    ),
    Page("dashboards:block_csv", Door.OBJECT, keys=("country", "block")),
    Page("dashboards:report", Door.OBJECT, keys=("country",), post_only=True),
    Page("dashboards:spreadsheet", Door.OBJECT, keys=("country",), post_only=True),
    *LIST_PAGES,
    Page("dashboards:partnership", Door.OBJECT, keys=("partnership",)),
    Page("dashboards:partnership_health", Door.OBJECT, keys=("partnership",)),
    Page("dashboards:hand_over", Door.OBJECT, keys=("partnership",)),
    Page("dashboards:hand_over_pdf", Door.OBJECT, keys=("partnership",)),
    Page(
        "dashboards:first_steps",
        Door.OBJECT,
        keys=("partnership", "onboarding"),
        post_only=True,
    ),
    Page("dashboards:partner_first_steps", Door.LINK),
    Page("dashboards:document_new", Door.OBJECT, Action.REGISTER, ("partnership",)),
    Page("dashboards:document", Door.OBJECT, keys=("document",)),
    Page("dashboards:document_withdraw", Door.OBJECT, Action.REGISTER, ("document",)),
    Page("dashboards:partner_document", Door.LINK, keys=("document",)),
    Page("dashboards:history", Door.OBJECT, keys=("kind", "partnership")),
    Page("partners:detail", Door.OBJECT, keys=("partner",)),
    Page("partners:edit", Door.OBJECT, Action.REGISTER, ("partner",)),
    Page("partners:facts", Door.OBJECT, Action.REGISTER, ("partner",)),
    Page("partners:facts_edit", Door.OBJECT, Action.REGISTER, ("partner", "part")),
    Page("partners:flag_new", Door.OBJECT, Action.REGISTER, ("partner",)),
    Page("partners:flag_lift", Door.OBJECT, Action.PASS_WARNING, ("flag",)),
    Page("partners:assessment_new", Door.OBJECT, Action.REGISTER, ("partner",)),
    Page("partners:assessment_edit", Door.OBJECT, Action.REGISTER, ("assessment",)),
    Page("partners:officer_new", Door.OBJECT, Action.REGISTER, ("partner",)),
    Page("partners:officer_edit", Door.OBJECT, Action.REGISTER, ("officer",)),
    Page("partners:contact_new", Door.OBJECT, Action.REGISTER, ("partner",)),
    Page("partners:contact_edit", Door.OBJECT, Action.REGISTER, ("contact",)),
    Page("partners:contact_links", Door.OBJECT, Action.REGISTER, ("contact",)),
    Page("partners:contact_mail", Door.OBJECT, Action.REGISTER, ("contact",)),
    Page(
        "partners:contact_not_me",
        Door.OBJECT,
        Action.REGISTER,
        ("contact", "said"),
        post_only=True,
    ),
    Page("partners:partnership_new", Door.OBJECT, Action.REGISTER, ("partner",)),
    Page("partners:partnership_edit", Door.OBJECT, Action.REGISTER, ("partnership",)),
    Page("partners:event_new", Door.OBJECT, Action.REPORT_EVENT, ("partnership",)),
    Page("partners:incident_new", Door.OBJECT, Action.REPORT_DANGER, ("partnership",)),
    Page("partners:incidents", Door.RIGHT, Action.SEE_INCIDENTS),
    Page(
        "partners:incident",
        Door.OBJECT,
        Action.SEE_INCIDENTS,
        ("incident",),
        seen_by=Action.SEE_INCIDENTS,
    ),
    *EXCHANGE_PAGES,
    Page("lifecycle:register_step", Door.RIGHT, Action.REGISTER, ("registration",)),
    Page("lifecycle:register_check", Door.RIGHT, Action.REGISTER),
    Page("lifecycle:register_discard", Door.RIGHT, Action.REGISTER, post_only=True),
    Page("lifecycle:stage", Door.OBJECT, keys=("partnership",)),
    Page("lifecycle:step", Door.OBJECT, Action.MOVE_STAGE, ("partnership", "to_stage")),
    Page("lifecycle:note", Door.OBJECT, Action.REGISTER, ("partnership", "note")),
    Page(
        "lifecycle:pause",
        Door.OBJECT,
        Action.PAUSE,
        ("partnership",),
        seen_by=Action.PAUSE,
    ),
    Page("lifecycle:resume", Door.OBJECT, Action.PASS_WARNING, ("partnership",)),
    Page("lifecycle:close", Door.OBJECT, Action.END_EARLY, ("partnership",)),
    Page("lifecycle:end", Door.OBJECT, Action.END_EARLY, ("partnership",)),
    *AFTER_PAGES,
    *(
        page
        for name, keys in (
            ("plan", ()),
            ("capacity", ()),
            ("expectations", ()),
            ("checks", ()),
        )
        for page in (
            Page(f"partners:{name}", Door.OBJECT, keys=("partnership", *keys)),
            Page(f"partners:partner_{name}", Door.LINK, keys=keys),
        )
    ),
    *(
        page
        for name, keys, post_only in (
            ("plan_edit", (), False),
            ("function_new", (), False),
            ("function_edit", ("function",), False),
            ("function_read", ("function",), False),
            ("goal_new", ("domain",), False),
            ("goal_edit", ("goal",), False),
            ("goal_read", ("goal",), False),
            ("goal_comment", ("goal",), False),
            ("goal_agree", ("goal",), True),
            ("expectations_write", ("party",), False),
            ("expectations_confirm", (), True),
            ("check_new", (), False),
            ("interests", (), False),
        )
        for page in (
            Page(
                f"partners:{name}",
                Door.OBJECT,
                Action.PLAN_TOGETHER,
                ("partnership", *keys),
                post_only=post_only,
            ),
            Page(f"partners:partner_{name}", Door.LINK, keys=keys, post_only=post_only),
        )
    ),
    Page(
        "partners:expectations_look",
        Door.OBJECT,
        Action.RECORD_TALK,
        ("partnership",),
    ),
    Page("agreements:list", Door.PERSON),
    Page("agreements:detail", Door.OBJECT, keys=("agreement",)),
    Page("agreements:new", Door.OBJECT, Action.REGISTER, ("partnership",)),
    Page("agreements:version_new", Door.OBJECT, Action.REGISTER, ("agreement",)),
    *RESULT_PAGES,
    Page("agreements:commitments", Door.PERSON),
    Page("agreements:commitment_outcome", Door.OBJECT, keys=("instance",)),
    Page("agreements:begin", Door.OBJECT, Action.PROPOSE_CHANGE, ("partnership",)),
    Page("agreements:raise", Door.OBJECT, Action.RAISE_CHANGE, ("agreement",)),
    Page("agreements:partner_raise", Door.LINK, keys=("agreement",)),
    Page("agreements:partner_own_link", Door.LINK, keys=("table",), post_only=True),
    Page("agreements:table", Door.OBJECT, keys=("table",)),
    Page("agreements:partner_table", Door.LINK, keys=("table",)),
    *(
        Page(f"agreements:{name}", Door.OBJECT, action, ("table",), in_time=True)
        for name, action in (
            ("talk", Action.PROPOSE_CHANGE),
            ("talk_confirm_for", Action.CONFIRM_RECORD),
            ("decline", Action.PROPOSE_CHANGE),
            ("withdraw", Action.PROPOSE_CHANGE),
            ("park", Action.PROPOSE_CHANGE),
            ("lapse_note", Action.SIGN_MAJOR),
        )
    ),
    *(
        Page(f"agreements:partner_{name}", Door.LINK, keys=("table",))
        for name in ("talk", "decline", "withdraw", "park")
    ),
    *(
        Page(f"agreements:{name}", Door.OBJECT, keys=("table",), post_only=True)
        for name in ("acknowledge", "helper", "resume", "talk_confirm", "note")
    ),
    *(
        Page(f"agreements:partner_{name}", Door.LINK, keys=("table",), post_only=True)
        for name in ("acknowledge", "helper", "resume", "talk_confirm", "note")
    ),
    *PROPOSAL_PAGES,
    Page("agreements:version", Door.OBJECT, keys=("agreement", "number")),
    Page("agreements:version_pdf", Door.OBJECT, keys=("agreement", "number")),
    Page("agreements:proof", Door.OBJECT, keys=("agreement",)),
    Page("agreements:partner_version", Door.LINK, keys=("agreement", "number")),
    Page("agreements:partner_version_pdf", Door.LINK, keys=("agreement", "number")),
    *(
        Page(f"agreements:compare{name}", Door.OBJECT, keys=("agreement", *keys))
        for name, keys in (
            ("", ("number", "number")),
            ("_pdf", ("number", "number")),
            ("_proposal", ("number", "proposal")),
            ("_proposal_pdf", ("number", "proposal")),
        )
    ),
    *(
        Page(f"agreements:partner_compare{name}", Door.LINK, keys=("agreement", *keys))
        for name, keys in (
            ("", ("number", "number")),
            ("_pdf", ("number", "number")),
            ("_proposal", ("number", "proposal")),
            ("_proposal_pdf", ("number", "proposal")),
        )
    ),
    Page("reviews:schedule", Door.OBJECT, Action.SCHEDULE_REVIEW, ("partnership",)),
    Page("reviews:actions", Door.OBJECT, Action.RECORD_TALK, ("partnership",)),
    Page("reviews:hub", Door.OBJECT, keys=("review",)),
    Page("reviews:panel", Door.OBJECT, Action.SCHEDULE_REVIEW, ("review",)),
    Page("reviews:result", Door.OBJECT, keys=("review",)),
    Page("reviews:result_pdf", Door.OBJECT, keys=("review",)),
    Page("reviews:talk", Door.OBJECT, Action.RECORD_TALK, ("review",), in_time=True),
    Page("reviews:cancel", Door.OBJECT, Action.CANCEL_REVIEW, ("review",)),
    Page(
        "reviews:invite",
        Door.OBJECT,
        Action.SCHEDULE_REVIEW,
        ("review",),
        post_only=True,
    ),
    Page(
        "reviews:snooze", Door.OBJECT, Action.SNOOZE_REVIEW, ("review",), or_lead=True
    ),
    Page("reviews:object", Door.OBJECT, keys=("review",), post_only=True),
    Page("reviews:confirm_people", Door.OBJECT, keys=("review",), post_only=True),
    Page(
        "reviews:single_answers",
        Door.OBJECT,
        Action.READ_RAW_ANSWERS,
        ("review",),
        in_time=True,
    ),
    Page("reviews:corrections", Door.OBJECT, keys=("review",)),
    Page("reviews:decide", Door.OBJECT, Action.AGREE_CORRECTION, ("review",)),
    Page(
        "reviews:correct",
        Door.OBJECT,
        Action.RECORD_TALK,
        ("review", "panelist", "code"),
        in_time=True,
    ),
    Page("reviews:paper", Door.OBJECT, keys=("review",)),
    Page("reviews:paper_pdf", Door.OBJECT, keys=("review",)),
    Page("reviews:choose_person", Door.OBJECT, Action.RECORD_TALK, ("review",)),
    Page("reviews:enter", Door.OBJECT, Action.RECORD_TALK, ("review", "panelist")),
    Page("reviews:answer", Door.SEAT, keys=("review", "code")),
    Page("reviews:evidence", Door.SEAT, keys=("review", "code")),
    Page("reviews:answer_all", Door.SEAT, keys=("review",)),
    Page("reviews:closing", Door.SEAT, keys=("review",)),
    Page("reviews:safety", Door.SEAT, keys=("review",)),
    Page("reviews:check", Door.SEAT, keys=("review",)),
    Page("reviews:next_day", Door.SEAT, keys=("review",)),
    Page("reviews:answers_pdf", Door.SEAT, keys=("review",)),
    Page("reviews:done", Door.SEAT, keys=("review",)),
    Page("reviews:confirm", Door.OBJECT, keys=("review",), post_only=True),
    Page(
        "reviews:confirm_for_partner",
        Door.OBJECT,
        Action.RECORD_TALK,
        ("review",),
        in_time=True,
    ),
    Page(
        "reviews:complete",
        Door.OBJECT,
        Action.RECORD_TALK,
        ("review",),
        in_time=True,
    ),
    Page("dashboards:job", Door.ASKER, keys=("job",)),
    Page("dashboards:job_file", Door.ASKER, keys=("job",)),
    Page("dashboards:job_cancel", Door.ASKER, keys=("job",), post_only=True),
    Page("dashboards:job_seen", Door.ASKER, keys=("job",), post_only=True),
    Page("reviews:landing", Door.LINK, keys=("token",)),
    Page("reviews:link_new", Door.ALL),
    Page("reviews:link_asked", Door.ALL),
    Page("reviews:partner_leave", Door.ALL, post_only=True),
    Page("reviews:partner_hub", Door.LINK, keys=("review",)),
    Page("reviews:partner_answer_all", Door.LINK, keys=("review",)),
    Page("reviews:partner_closing", Door.LINK, keys=("review",)),
    Page("reviews:partner_safety", Door.LINK, keys=("review",)),
    Page("reviews:partner_check", Door.LINK, keys=("review",)),
    Page("reviews:partner_next_day", Door.LINK, keys=("review",)),
    Page("reviews:partner_answers_pdf", Door.LINK, keys=("review",)),
    Page("reviews:partner_paper_pdf", Door.LINK, keys=("review",)),
    Page("reviews:partner_result_pdf", Door.LINK, keys=("review",)),
    Page("reviews:partner_done", Door.LINK, keys=("review",)),
    Page("reviews:partner_result", Door.LINK, keys=("review",)),
    Page("reviews:partner_paper", Door.LINK, keys=("review",)),
    Page("reviews:partner_snooze", Door.LINK, keys=("review",)),
    Page("reviews:partner_object", Door.LINK, keys=("review",), post_only=True),
    Page("reviews:partner_confirm_people", Door.LINK, keys=("review",), post_only=True),
    Page("dashboards:partner_home", Door.LINK),
    Page("dashboards:partner_promises", Door.LINK),
    Page("dashboards:partner_promise", Door.LINK, keys=("instance",)),
    Page("dashboards:partner_event", Door.LINK),
    Page("dashboards:partner_danger", Door.LINK),
    Page("reviews:partner_ask_home", Door.LINK, keys=("review",), post_only=True),
    Page("reviews:partner_table_home", Door.LINK, keys=("table",), post_only=True),
    Page(
        "dashboards:home_link",
        Door.OBJECT,
        Action.REGISTER,
        ("partnership",),
        post_only=True,
    ),
    Page("reviews:partner_confirm", Door.LINK, keys=("review",), post_only=True),
    Page("reviews:partner_evidence", Door.LINK, keys=("review", "code")),
    Page("reviews:partner_corrections", Door.LINK, keys=("review",)),
    Page("reviews:partner_correct", Door.LINK, keys=("review", "panelist", "code")),
    Page("reviews:partner_answer", Door.LINK, keys=("review", "code")),
]
