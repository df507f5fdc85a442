"""Which numbers does the method use?

Every threshold of the method stands here with its default (methods I, "Settings
with defaults"). A rule takes a `Method` as a keyword, so that a country or a test
may try other numbers without a change in the code.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Method:
    """The thresholds of the method, version RHR-1.

    Indexes are points from 0 to 100, rating means and gaps are steps from 1 to 5,
    shares are fractions of 1, names ending in `_days` or `_months` say their unit.

    Attributes:
        version: stored with each score, so that a number can be explained later.
    """

    version: str = "RHR-1"

    # How ratings become numbers and words, methods C1 and C2
    coverage_min: Fraction = Fraction(70, 100)
    coverage_good: Fraction = Fraction(90, 100)
    raters_good: int = 2
    care_below: Fraction = Fraction(3)
    strong_min: Fraction = Fraction(4)
    gap_talk: Fraction = Fraction(1)
    gap_first: Fraction = Fraction(3, 2)
    g_some: Fraction = Fraction(1, 2)
    g_wide: Fraction = Fraction(1)
    same_band: Fraction = Fraction(5)
    strong_move: Fraction = Fraction(10)
    nk_flag: Fraction = Fraction(40, 100)
    anon_min: int = 5
    ad_agree: Fraction = Fraction(83, 100)
    range_mixed: int = 2
    range_split: int = 3

    # How a trend is read, methods C3
    trend_min_n: int = 3
    trend_slope: Fraction = Fraction(5)
    trend_share: Fraction = Fraction(2, 3)
    pair_min_days: int = 30

    # When a status rule fires, methods C4
    h_green_min: Fraction = Fraction(65)
    h_red_max: Fraction = Fraction(40)
    knockout_dims: tuple[str, ...] = ("D2", "D3")
    knockout_max: Fraction = Fraction(2)
    fall_amber: Fraction = Fraction(10)
    fall_red: Fraction = Fraction(20)
    silent_in_a_row: int = 2
    silent_days: int = 14
    overdue_amber_days: int = 30
    stale_days: int = 90
    bridge_days: int = 60
    open_item_days: int = 60
    hri_red: Fraction = Fraction(40)
    hri_amber: Fraction = Fraction(60)
    hri_red_days: int = 183
    hri_amber_days: int = 365
    overall_mismatch: Fraction = Fraction(25)

    # When the next review is due, methods D1 and D2
    base_early_months: int = 3
    base_young_months: int = 6
    base_older_months: int = 9
    base_transition_months: int = 4
    base_paused_months: int = 2
    older_from_months: int = 24
    health_amber: Fraction = Fraction(2, 3)
    health_red: Fraction = Fraction(1, 2)
    health_grey: Fraction = Fraction(2, 3)
    fall_factor: Fraction = Fraction(3, 4)
    steady_factor: Fraction = Fraction(4, 3)
    min_interval_months: int = 2
    max_interval_months: int = 12
    min_gap_days: int = 45
    merge_days: int = 45
    closing_lead_days: int = 60
    first_pulse_days: int = 90
    first_full_months: int = 6
    after_lapse_days: int = 30

    # The life of one review, methods B5 and D4, rulings 8
    open_lead_days: int = 14
    close_after_days: int = 16
    talk_days: int = 30
    talk_red_days: int = 14
    lapse_days: int = 60
    rater_mail_max: int = 4
    snooze_max: int = 2
    snooze_days: int = 30
    snooze_total_days: int = 45

    # How promises are counted, methods E5
    promise_min_n: int = 5
    promise_amber: Fraction = Fraction(60, 100)

    # How big a change of an agreement is, methods E2
    small_share: Fraction = Fraction(10, 100)
    standard_share: Fraction = Fraction(20, 100)
    transform_share: Fraction = Fraction(40, 100)
    small_days: int = 30
    standard_months: int = 6
    slip_words: int = 3

    # The clocks of a renegotiation, methods E3 and G2
    acknowledge_days: int = 7
    first_talk_days: int = 14
    answer_days: int = 30
    change_reminder_days: tuple[int, ...] = (7, 14, 21, 30)
    change_lapse_days: int = 120
    helper_rounds: int = 3
    helper_days: int = 30
    owner_found_months: int = 6

    # Handover and what lasts, methods F2 and F3
    owner_cap: Fraction = Fraction(40)
    hri_ready: Fraction = Fraction(80)
    sos_min_known: Fraction = Fraction(60, 100)
    sos_mostly: Fraction = Fraction(67)
    sos_partly: Fraction = Fraction(34)
    after_months: tuple[int, ...] = (6, 12, 24)


METHOD = Method()
