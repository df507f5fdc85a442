"""Do questions that are asked together get the answers they get alone?"""

from datetime import date

import pytest
import time_machine
from django.apps import apps
from django.db.models import Count, Exists, OuterRef, Prefetch
from pytest_django.fixtures import DjangoAssertNumQueries

from agreements.models import (
    Agreement,
    AgreementVersion,
    Commitment,
    EffectiveRange,
    Renegotiation,
)
from eclt_partners.accounts.models import RoleAssignment, User
from eclt_partners.common.asking import READERS, ask_together, prefetch_together
from eclt_partners.countries.models import Country
from partners.models import (
    CapacityGoal,
    Contact,
    Partner,
    Partnership,
    PartnershipParty,
)
from reviews.models import Review, ReviewScore
from tests.cast import NOW, Cast
from tests.dashboards.years import live_years

OURS = {
    "accounts",
    "agreements",
    "audit",
    "countries",
    "dashboards",
    "documents",
    "lifecycle",
    "notifications",
    "partners",
    "reviews",
}
# Bytes stay in the database, and days in force are only asked about, not shown.
NOT_READ = {"content", "paper", "during"}


@pytest.fixture
def years(cast: Cast):
    with time_machine.travel(NOW, tick=True):
        live_years(cast, 1)
        yield cast


def rows_of(question) -> list[dict[str, object]]:
    return [row.__dict__ | {"_state": None} for row in question]


def models() -> list:
    return [each for each in apps.get_models() if each._meta.app_label in OURS]


def test_every_row_of_every_table_is_read_as_alone(years: Cast) -> None:
    filled = 0
    for model in models():
        fields = [field.name for field in model._meta.concrete_fields]
        question = model._default_manager.only(*(set(fields) - NOT_READ)).order_by("pk")
        alone = rows_of(question.all())
        ask_together(question)
        assert rows_of(question) == alone, model
        filled += bool(alone)
    assert filled >= 40


def test_values_have_the_same_types_as_alone(years: Cast) -> None:
    question = ReviewScore.objects.order_by("pk")
    (alone, *_more) = question.all()
    ask_together(question)
    for field in ReviewScore._meta.concrete_fields:
        left, right = getattr(question[0], field.attname), getattr(alone, field.attname)
        assert (type(left), repr(left)) == (type(right), repr(right)), field


def test_many_questions_take_one_query(
    years: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    questions = [
        Review.objects.select_related("partnership__country", "talk"),
        Partner.objects.annotate(people=Count("contacts")).order_by("-people"),
        Contact.objects.values_list("name", flat=True),
        PartnershipParty.objects.values("pk", "partner__name"),
        Partnership.objects.filter(pk__in=[]),
        Country.objects.annotate(
            is_ours=Exists(Partnership.objects.filter(country=OuterRef("pk")))
        ),
        Renegotiation.objects.order_by("-pk")[:2],
        User.objects.filter(roles__role="OFFICER").distinct(),
    ]
    alone = [list(each.all()) for each in questions]
    with django_assert_num_queries(1):
        ask_together(*questions)
        assert [list(each) for each in questions] == alone
        assert [row.partnership.country.pk for row in questions[0]]
        assert [row.is_ours for row in questions[5]]


def test_what_is_prefetched_along_keys_comes_in_the_same_query(
    years: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    late = Commitment.objects.order_by("-code")
    agreements = Agreement.objects.prefetch_related(
        "renegotiations", Prefetch("versions__commitments", late)
    )
    promises = Commitment.objects.prefetch_related("instances")
    goals = CapacityGoal.objects.order_by("pk").prefetch_related("readings")[:1]
    alone = [[i.pk for i in each.instances.all()] for each in promises.all()]
    with django_assert_num_queries(1):
        ask_together(promises, goals)
        assert [[i.pk for i in each.instances.all()] for each in promises] == alone
        assert all(
            i.commitment is each for each in promises for i in each.instances.all()
        )
        assert len(goals[0].readings.all()) == 4
    with django_assert_num_queries(3):
        ask_together(agreements)
        assert [len(each.renegotiations.all()) for each in agreements] == [2]
        (version,) = agreements[0].versions.all()
        assert version.commitments.all()[0].code == "P2"


def test_texts_that_look_like_sql_come_back_as_they_are(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    words = """100 % of "it's" \\ {a,NULL} %s é \n"""
    Partner.objects.filter(pk=cast.nyali.pk).update(about=words)
    found = Partner.objects.filter(about=words)
    with django_assert_num_queries(1):
        ask_together(found, Partner.objects.filter(name__contains="%"))
    assert [each.about for each in found] == [words]


def test_a_question_with_its_rows_is_not_asked_again(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    people = User.objects.all()
    ask_together(people)
    with django_assert_num_queries(0):
        ask_together(people, User.objects.none())
        assert people.exists()


def test_a_person_comes_with_all_roles_and_another_with_none(cast: Cast) -> None:
    newcomer = User.objects.create(email="new@example.org", name="New")
    RoleAssignment.objects.create(user=cast.dan, role="AUDITOR")
    people = User.objects.filter(pk__in=[cast.dan.pk, newcomer.pk]).order_by("pk")
    people = people.prefetch_related("roles")
    ask_together(people)
    roles = [[row.role for row in each.roles.all()] for each in people]
    assert roles == [["AUDITOR", "DIRECTOR"], []]


def test_a_column_that_cannot_be_read_is_refused(cast: Cast) -> None:
    assert "DateRangeField" not in READERS
    with pytest.raises(TypeError, match="during"):
        ask_together(EffectiveRange.objects.all())


def test_days_before_and_after_our_time_are_read(cast: Cast) -> None:
    days = [date(1, 1, 1), date(9999, 12, 31)]
    for day in days:
        Partnership.objects.filter(pk=cast.malawi_partnership.pk).update(
            relationship_start=day
        )
        found = Partnership.objects.filter(pk=cast.malawi_partnership.pk)
        ask_together(found)
        assert found[0].relationship_start == day


def test_what_points_to_rows_at_hand_comes_in_one_query_and_only_once(
    years: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    lookups = (
        "renegotiations__proposals",
        "renegotiations__steps",
        Prefetch("versions", AgreementVersion.objects.order_by("-number")),
        "versions__commitments",
    )

    def told(rows: list[Agreement]) -> list[object]:
        return [
            (
                [[p.pk for p in t.proposals.all()] for t in row.renegotiations.all()],
                [[s.pk for s in t.steps.all()] for t in row.renegotiations.all()],
                [[c.pk for c in v.commitments.all()] for v in row.versions.all()],
            )
            for row in rows
        ]

    alone = told(list(Agreement.objects.order_by("pk").prefetch_related(*lookups)))
    rows = list(Agreement.objects.order_by("pk"))
    with django_assert_num_queries(1):
        prefetch_together(rows, *lookups)
        assert told(rows) == alone
        prefetch_together(rows, *lookups)
    with django_assert_num_queries(1):
        prefetch_together(rows, "parties")
    prefetch_together([], "parties")


def test_a_chain_of_relations_is_asked_for_together_with_the_rows(
    years: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = Agreement.objects.prefetch_related("versions__commitments")
    with django_assert_num_queries(1):
        ask_together(rows)
        assert [c.pk for v in rows[0].versions.all() for c in v.commitments.all()]
