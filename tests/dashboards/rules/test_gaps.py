"""Do both sides see the same?"""

from eclt_partners.dashboards.rules.gaps import gap_blocks, gap_lines
from tests.dashboards.rows import a_row, a_score


def test_the_widest_gap_comes_first_and_equal_ones_keep_the_order_of_the_form():
    score = a_score(4, [4, 3, 4, 2, 4, 4, 4, 4, 4, 3])
    codes = [line["dimension"] for line in gap_lines(score.dimensions)]
    assert codes == ["D4", "D2", "D10", "D1", "D3", "D5", "D6", "D7", "D8", "D9"]


def test_a_gap_the_other_way_is_as_wide():
    (line, *_rest) = gap_lines(a_score([2] + [4] * 9, 4).dimensions)
    assert (line["size"], line["higher"]) == ("2.00", "PARTNER")


def test_a_dimension_only_one_side_answered_is_left_out():
    assert gap_lines(a_score(4, None).dimensions) == []


def test_every_line_lies_below_the_one_before():
    heights = [line["marks"]["y"] for line in gap_lines(a_score().dimensions)]
    assert heights == sorted(set(heights))


def test_the_widest_gap_of_the_country_is_named():
    rows = [
        a_row("MW-01", scores=(a_score(),)),
        a_row("MW-02", scores=(a_score(5, [5, 3] + [5] * 8),)),
    ]
    blocks = gap_blocks(rows)
    assert (blocks["widest"]["code"], blocks["widest"]["dimension"]) == ("MW-02", "D2")
    assert (blocks["count"], blocks["talk_count"]) == (2, 1)


def test_it_says_how_many_gaps_are_as_wide_as_the_one_that_is_named():
    rows = [
        a_row("MW-01", scores=(a_score(5, [3, 3] + [5] * 8),)),
        a_row("MW-02", scores=(a_score(3, [5] + [3] * 9),)),
    ]
    widest = gap_blocks(rows)["widest"]
    assert (widest["code"], widest["others"]) == ("MW-01", 2)


def test_without_a_review_there_is_nothing_to_compare():
    blocks = gap_blocks([a_row()])
    assert (blocks["blocks"], blocks["widest"], blocks["count"]) == ([], None, 0)


def test_partnerships_are_listed_by_code_not_by_their_gap():
    rows = [
        a_row("MW-01", scores=(a_score(),)),
        a_row("MW-02", scores=(a_score(5, 1),)),
    ]
    assert [block["code"] for block in gap_blocks(rows)["blocks"]] == ["MW-01", "MW-02"]


def test_of_more_blocks_than_a_page_shows_those_that_ask_for_a_talk_come_first():
    rows = [a_row(f"MW-{number}", scores=(a_score(4),)) for number in range(10, 30)]
    talk = a_row("MW-98", scores=(a_score(4, 3),))
    widest = a_row("MW-99", scores=(a_score(5, 2),))
    found = gap_blocks([*rows, talk, widest])["blocks"]
    assert [block["code"] for block in found][:3] == ["MW-99", "MW-98", "MW-10"]
