"""Which letters do reviews write? Each is registered under its name in the ladder."""

from eclt_partners.notifications import letters
from eclt_partners.notifications.choices import ReminderKind
from reviews.emails import (
    calendars,
    leads,
    links,
    managers,
    moves,
    new_leads,
    not_me,
    raters,
    rows,
)
from reviews.emails.readers import matters_of_messages

letters.register("review.heads_up", leads.heads_up, matters_of_messages)
letters.register("review.invitation", raters.invitation, matters_of_messages)
letters.register("review.short_reminder", raters.short_reminder, matters_of_messages)
letters.register("review.due_today", leads.due_today, matters_of_messages)
letters.register("review.late", raters.late, matters_of_messages)
letters.register("review.leads_count", leads.leads_count, matters_of_messages)
letters.register("review.overdue", managers.overdue, matters_of_messages)
letters.register("review.decide", managers.decide, matters_of_messages)
letters.register("review.out_of_date", managers.out_of_date, matters_of_messages)
letters.register("review.confirm", links.confirm_record)
letters.register("review.moved", moves.moved)
letters.register(not_me.NOT_ME, not_me.not_me)
letters.register("review.new_day", calendars.new_day)
letters.register("review.no_day", calendars.no_day)
letters.register("lead.new", new_leads.new_lead)
letters.register("lead.head", new_leads.new_head)
letters.register("link.new", links.new_link)
letters.register("link.home", links.home)
letters.register_line(ReminderKind.REVIEW, rows.row)
