"""Where the marks of a slope chart lie."""

from partners.rules.slopes import level_lines, slope


def test_a_higher_level_stands_higher():
    marks = slope(2, 3, 5)
    assert marks.start.y > marks.now.y > marks.aim.y
    assert marks.start.x < marks.now.x < marks.aim.x


def test_the_way_leads_from_the_start_over_now_to_the_aim():
    marks = slope(2, 3, 4)
    assert marks.walked.split()[1] == marks.ahead.split()[0]


def test_without_a_level_of_today_the_way_ahead_starts_at_the_start():
    marks = slope(2, None, 4)
    assert marks.walked == ""
    assert marks.ahead.startswith(f"{marks.start.x},{marks.start.y} ")


def test_there_is_a_line_for_each_level():
    assert [line.level for line in level_lines()] == [1, 2, 3, 4, 5]
