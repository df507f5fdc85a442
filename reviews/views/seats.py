"""Who looks at a review page, and at which addresses do its pages stand for them?

Both sides use the same views and templates. A `Seat` knows the one difference: the
names of the addresses and the frame around the page.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from agreements.selectors import principles_in_force
from eclt_partners.accounts.devices import device_owner
from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import IllegalTransition, NotPermitted
from partners.choices import Side
from partners.models import Contact
from reviews.choices import ReviewKind, ReviewState
from reviews.models import Panelist, Review
from reviews.models.reviews import UNFINISHED
from reviews.selectors.own_answers import OwnAnswers, own_answers
from reviews.selectors.questions import (
    ClosingTexts,
    Question,
    asked_questions,
    closing_texts,
)
from reviews.services.seats import ANSWERABLE

STAFF = ""
PARTNER = "partner_"


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at the pages of one review.

    Attributes:
        actor: who acts.
        review: the review, with its partnership and country.
        panelist: the own seat on the panel, or None for people who only look.
        contact: the person of the partner; None for people of the foundation.
        now: the moment of the request.
        language: of the questions.
    """

    actor: Actor
    review: Review
    panelist: Panelist | None
    contact: Contact | None
    now: datetime
    language: str

    @property
    def is_partner(self) -> bool:
        """True for a person of the partner."""
        return self.contact is not None

    @property
    def side(self) -> Side:
        """The side the person belongs to."""
        return Side.PARTNER if self.is_partner else Side.FOUNDATION

    @property
    def today(self) -> date:
        """The day in the country of the partnership."""
        return self.review.partnership.country.today(now=self.now)

    @property
    def frame(self) -> str:
        """The template around the page."""
        return "base_partner.html" if self.is_partner else "base.html"

    @property
    def may_answer(self) -> bool:
        """True when the own answers are taken now, in time or late."""
        return (
            self.panelist is not None
            and self.panelist.left_at is None
            and self.review.state in ANSWERABLE
        )

    @property
    def is_late(self) -> bool:
        """True when answers are still taken, but no longer counted."""
        return self.may_answer and self.review.state != ReviewState.OPEN

    @property
    def talk_is_next(self) -> bool:
        """True when a talk can be recorded; a topic talk needs no answers first."""
        if self.review.kind == ReviewKind.TALK:
            return self.review.state in UNFINISHED
        return self.review.state in {ReviewState.CLOSED, ReviewState.TALK_HELD}

    def may(self, action: Action) -> bool:
        """Tell whether the person may do something at this partnership."""
        return self.actor.may(
            action,
            country=self.review.partnership.country_id,
            partnership=self.review.partnership_id,
        )

    def require(self, action: Action) -> None:
        """Refuse a page whose button the person may not press.

        Raises:
            NotPermitted: the person may not do this here.
        """
        if not self.may(action):
            raise NotPermitted(f"{action} needs another right", action=action)

    def require_state(self, *states: ReviewState) -> None:
        """Refuse a page that has no meaning where the review stands now.

        Raises:
            IllegalTransition: the review is in another state.
        """
        if self.review.state not in states:
            raise IllegalTransition(self.review.state, states[0])

    def own_panelist(self) -> Panelist:
        """Return the own seat on the panel.

        Raises:
            NotPermitted: the person does not answer this review.
        """
        if self.panelist is None or self.panelist.left_at is not None:
            raise NotPermitted("only the people on the panel answer")
        return self.panelist

    def own_answers(self) -> OwnAnswers:
        """Return what the person has answered so far."""
        return own_answers(self.own_panelist(), self.questions())

    def shown_answers(self, *, as_shell: bool) -> OwnAnswers:
        """Return the own answers, or none of them for a page kept on a device.

        A shell holds the questions only: whoever finds the phone reads nothing.
        """
        own = self.own_answers()
        return replace(own, answers={}, last_time={}) if as_shell else own

    def draft_key(self, page: str) -> str:
        """Return the name of a copy on the device: whose, of which review and page."""
        return f"{device_owner(self.actor)}:{self.review.pk}:{page}"

    def questions(self) -> list[Question]:
        """Return what the review asks, in the reader's language."""
        return asked_questions(self.review, self.language)

    def closing_texts(self) -> ClosingTexts:
        """Return what the review asks at the end, in the reader's language."""
        return closing_texts(self.review.instrument, self.language)

    def principles(self) -> list[str]:
        """Return the guiding principles that a comment may name. One query."""
        return principles_in_force(self.review.partnership, self.today)

    def url(self, page: str, *args: str) -> str:
        """Return the address of a page of this review for this person."""
        prefix = PARTNER if self.is_partner else STAFF
        return reverse(f"reviews:{prefix}{page}", args=[self.review.pk, *args])

    def context(self, **more: Any) -> dict[str, Any]:
        """Return what every page of a review gets."""
        return {
            "seat": self,
            "frame": self.frame,
            "review": self.review,
            "partnership": self.review.partnership,
            "today": self.today,
            "hub_url": self.url("hub"),
            "leave_url": reverse("reviews:partner_leave") if self.is_partner else "",
            **more,
        }
