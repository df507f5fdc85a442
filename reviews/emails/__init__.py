"""Which letters do reviews write? Each is registered under its name in the ladder."""

from eclt_partners.notifications import letters
from eclt_partners.notifications.choices import ReminderKind
from reviews.emails import calendars, leads, links, managers, moves, raters, rows

letters.register("review.heads_up", leads.heads_up)
letters.register("review.invitation", raters.invitation)
letters.register("review.short_reminder", raters.short_reminder)
letters.register("review.due_today", leads.due_today)
letters.register("review.late", raters.late)
letters.register("review.leads_count", leads.leads_count)
letters.register("review.overdue", managers.overdue)
letters.register("review.decide", managers.decide)
letters.register("review.out_of_date", managers.out_of_date)
letters.register("review.confirm", links.confirm_record)
letters.register("review.moved", moves.moved)
letters.register("review.new_day", calendars.new_day)
letters.register("review.no_day", calendars.no_day)
letters.register("link.new", links.new_link)
letters.register("link.home", links.home)
letters.register_line(ReminderKind.REVIEW, rows.row)
