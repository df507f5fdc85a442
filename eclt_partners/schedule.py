"""What does the clock start, and how often? In UTC; a tick that nobody took is dropped.

Celery's beat reads all of it. The fallback dispatcher reads what mails need and the
dashboards, and does it itself, in this order, while Celery is silent: there is no
second list.
"""

from typing import Any, Final, NamedTuple

from celery.schedules import crontab, schedule


class Every(NamedTuple):
    """One task that runs again and again.

    Attributes:
        name: what it does, in words.
        task: its name, as it is registered.
        seconds: from one start to the next.
    """

    name: str
    task: str
    seconds: int

    @property
    def when(self) -> schedule:
        """The pace, as beat wants it."""
        return schedule(self.seconds)


class Daily(NamedTuple):
    """One task that runs once a day.

    Attributes:
        name: what it does, in words.
        task: its name, as it is registered.
        hour: in UTC.
        minute: of that hour.
    """

    name: str
    task: str
    hour: int
    minute: int

    @property
    def when(self) -> crontab:
        """The time of day, as beat wants it."""
        return crontab(hour=self.hour, minute=self.minute)


SEND_MAIL: Final = "notifications.tasks.send_mail"

# From a review that opens to a mail that is sent and proven.
MAIL: Final = (
    Every("advance reviews", "reviews.tasks.advance_reviews", 30),
    Every("plan reminders", "reviews.tasks.plan_reminders", 30),
    Every("plan agreement mails", "agreements.tasks.plan_reminders", 60),
    Every("plan promise mails", "agreements.tasks.plan_promise_reminders", 60),
    Every("plan mails of tables", "agreements.tasks.plan_waiting", 300),
    Every(
        "plan mails of checks after the end",
        "partners.tasks.plan_after_reminders",
        300,
    ),
    Every(
        "plan mails of safeguarding checks", "partners.tasks.plan_check_reminders", 300
    ),
    Every("plan mails of the month", "dashboards.tasks.plan_monthly_mail", 300),
    Every("compose mail", "notifications.tasks.compose_mail", 10),
    Every("send mail", SEND_MAIL, 10),
    Every("read what came back", "notifications.tasks.read_bounces", 60),
    Every("tell who is not reached", "partners.tasks.tell_of_unreached", 60),
    Every(
        "tell new safeguarding leads", "partners.tasks.tell_of_waiting_incidents", 60
    ),
    Every("verify mail in doubt", "notifications.tasks.verify_in_doubt", 60),
    Every("look for holes", "notifications.tasks.reconcile", 900),
)
REFRESH: Final = "dashboards.tasks.refresh_dashboards"
# A fact must be on its dashboard within two minutes even then.
DASHBOARDS: Final = Every("refresh dashboards", REFRESH, 10)
# What goes on without Celery: the mails first.
WITHOUT_CELERY: Final = (*MAIL, DASHBOARDS)
REST: Final = (
    Every("let tables lapse", "agreements.tasks.lapse_overdue", 3600),
    # Midnight comes at another hour in each country.
    Every("count silence", "agreements.tasks.confirm_by_silence", 900),
    Every("put agreements into force", "agreements.tasks.put_into_force", 60),
    DASHBOARDS,
    # Midnight comes at another hour in each country.
    Every("prepare the next day", "dashboards.tasks.prepare_next_day", 60),
    Every("compute filters", "dashboards.tasks.run_narrowing_jobs", 10),
    Daily("rebuild dashboards", "dashboards.tasks.rebuild_all", 1, 7),
    Every("make files with figures", "dashboards.tasks.make_exports", 30),
    Daily("forget files with figures", "dashboards.tasks.forget_exports", 2, 43),
    Every("work on large lists of partners", "exchange.tasks.run_imports", 30),
    Daily("forget lists of partners", "exchange.tasks.forget_lists", 2, 57),
    Daily("store anchor", "agreements.tasks.store_anchor", 0, 40),
    Daily("erase old answers", "reviews.tasks.erase_old_answers", 2, 23),
    Daily("forget abandoned registrations", "lifecycle.tasks.forget_abandoned", 2, 51),
    Daily("empty old mails", "notifications.tasks.empty_old_bodies", 2, 11),
    Every("fill working days", "countries.tasks.fill_working_days", 21600),
    Daily("clean up", "accounts.tasks.clean_up", 2, 37),
)

BEAT_SCHEDULE: Final[dict[str, dict[str, Any]]] = {
    each.name: {
        "task": each.task,
        "schedule": each.when,
        "options": {"expires": 300},
    }
    for each in (*MAIL, *REST)
}
