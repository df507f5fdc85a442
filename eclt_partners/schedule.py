"""When does beat send which task? In UTC; a tick that nobody took is dropped."""

from typing import Any, Final

from celery.schedules import crontab, schedule

BEAT_SCHEDULE: Final[dict[str, dict[str, Any]]] = {
    name: {"task": task, "schedule": when, "options": {"expires": 300}}
    for name, task, when in [
        ("advance reviews", "reviews.tasks.advance_reviews", schedule(30)),
        ("plan agreement mails", "agreements.tasks.plan_reminders", schedule(60)),
        (
            "plan promise mails",
            "agreements.tasks.plan_promise_reminders",
            schedule(60),
        ),
        ("plan mails of tables", "agreements.tasks.plan_waiting", schedule(3600)),
        ("let tables lapse", "agreements.tasks.lapse_overdue", schedule(3600)),
        (
            "plan mails of checks after the end",
            "partners.tasks.plan_after_reminders",
            schedule(3600),
        ),
        (
            "plan mails of safeguarding checks",
            "partners.tasks.plan_check_reminders",
            schedule(3600),
        ),
        # Midnight comes at another hour in each country.
        ("count silence", "agreements.tasks.confirm_by_silence", schedule(900)),
        ("put agreements into force", "agreements.tasks.put_into_force", schedule(60)),
        ("plan reminders", "reviews.tasks.plan_reminders", schedule(30)),
        ("compose mail", "notifications.tasks.compose_mail", schedule(10)),
        ("send mail", "notifications.tasks.send_mail", schedule(10)),
        ("read what came back", "notifications.tasks.read_bounces", schedule(60)),
        ("tell who is not reached", "partners.tasks.tell_of_unreached", schedule(60)),
        ("refresh dashboards", "dashboards.tasks.refresh_dashboards", schedule(10)),
        (
            "rebuild dashboards",
            "dashboards.tasks.rebuild_all",
            crontab(hour=1, minute=7),
        ),
        (
            "store anchor",
            "agreements.tasks.store_anchor",
            crontab(hour=0, minute=40),
        ),
        (
            "erase old answers",
            "reviews.tasks.erase_old_answers",
            crontab(hour=2, minute=23),
        ),
        (
            "forget abandoned registrations",
            "lifecycle.tasks.forget_abandoned",
            crontab(hour=2, minute=51),
        ),
        ("fill working days", "countries.tasks.fill_working_days", schedule(21600)),
        ("clean up", "accounts.tasks.clean_up", crontab(hour=2, minute=37)),
    ]
}
