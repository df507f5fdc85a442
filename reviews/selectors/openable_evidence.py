"""May somebody open the file beside an answer?"""

from eclt_partners.common.actions import Action
from eclt_partners.common.actor import Actor
from eclt_partners.common.errors import NotPermitted
from eclt_partners.documents.models import Document
from reviews.models import Evidence, Review
from reviews.selectors.panels import seat_of
from reviews.selectors.results import review_result


def openable_evidence(actor: Actor, document_id: int) -> Document | None:
    """Return the document beside an answer when the actor may open it.

    The author may at once, with the right to answer; others what the result shows.

    Args:
        actor: a person of the foundation, or of a partner by a link that looks at
            reviews.
        document_id: of any document; None is returned for what is no evidence.
    """
    row = (
        Evidence.objects.filter(document=document_id, document__withdrawal=None)
        .select_related(
            "assessment__panelist__review__partnership__country", "document__content"
        )
        .defer("document__content__content")
        .first()
    )
    if row is None:
        return None
    panelist = row.assessment.panelist
    own = seat_of(actor, panelist.review)
    if own == panelist and _may_answer(actor, panelist.review):
        return row.document
    return _shown(actor, panelist.review, document_id)


def _may_answer(actor: Actor, review: Review) -> bool:
    place = review.partnership
    return actor.may(
        Action.ANSWER_REVIEW, country=place.country_id, partnership=place.pk
    )


def _shown(actor: Actor, review: Review, document_id: int) -> Document | None:
    try:
        files = review_result(actor, review).files
    except NotPermitted:
        return None
    documents = [each.document for each in files]
    return next((each for each in documents if each.pk == document_id), None)
