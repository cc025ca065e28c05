"""Every hard case of headers (A), parties (B) and dates, news, encodings (D), and the tests that hold it. All of them were really seen."""

from __future__ import annotations

import ast
from functools import cache

import pytest
from conftest import ROOT

# case → tests, as module::function
COVERED: dict[int, tuple[str, ...]] = {
    1: ("test_parse_header::test_case_1_three_bare_lines_issuer_only_from_the_symbol",),
    2: ("test_parse_header::test_case_2_no_number_the_text_says_what_it_is_and_not_who",),
    3: ("test_parse_header::test_case_3_blank_number_and_blank_day",),
    4: ("test_parse_header::test_case_4_subject_over_four_lines_between_interleaved_cells",),
    5: ("test_parse_header::test_case_5_ways_to_mark_a_subject",),
    6: ("test_parse_header::test_case_6_number_lines_with_lost_letters_and_loose_blanks",),
    7: (
        "test_parse_header::test_case_7_a_motto_is_not_taken_into_the_place",
        "test_parse_header::test_case_7_a_place_and_a_body_split_into_lines",
        "test_parse_header::test_case_7_numbers_split_into_runs",
    ),
    8: ("test_parse_header::test_case_8_number_and_subject_glued_in_one_cell",),
    9: ("test_parse_header::test_case_9_letters_set_apart_by_a_scan",),
    10: ("test_parse_header::test_cases_10_to_12_look_alikes_and_rare_serials",),
    11: (
        "test_parse_header::test_case_11_a_symbol_without_serial_is_blank",
        "test_parse_header::test_cases_10_to_12_look_alikes_and_rare_serials",
    ),
    12: ("test_parse_header::test_cases_10_to_12_look_alikes_and_rare_serials",),
    13: ("test_parse_header::test_case_13_reversed_symbols_and_types_by_heading",),
    14: ("test_parse_header::test_case_14_abbreviations_that_are_units_in_a_letter",),
    15: (
        "test_parse_header::test_case_15_a_symbol_against_its_letterhead_is_reported",
        "test_parse_header::test_case_15_a_word_against_its_abbreviation_is_reported_and_the_word_wins",
    ),
    16: ("test_examined::test_a_confirmed_value_against_the_print_is_shown_as_such",),
    17: ("test_parse_header::test_case_17_a_number_that_is_printed_nowhere_is_absent",),
    18: ("test_parse_header::test_case_18_a_place_that_is_not_the_seat_is_unknown_and_reported",),
    19: ("test_parse_header::test_case_19_a_heading_that_lost_a_word_falls_back_to_the_symbol",),
    20: ("test_parse_header::test_case_20_joint_issuers",),
    21: ("test_parse_parties::test_case_21_a_group_noun_is_distributed_and_a_name_with_a_dash_kept",),
    22: ("test_parse_parties::test_case_22_a_prefix_that_is_repeated_in_the_second_item",),
    23: (
        "test_parse_parties::test_case_23_commas_between_names",
        "test_parse_parties::test_case_23_commas_inside_one_name",
    ),
    24: (
        "test_parse_parties::test_case_24_items_ended_by_anything",
        "test_parse_parties::test_case_24_no_blank_line_before_the_body",
    ),
    25: ("test_parse_parties::test_case_25_a_portfolio_is_no_purpose",),
    26: ("test_parse_parties::test_case_26_purposes",),
    27: ("test_parse_parties::test_case_27_file_codes",),
    28: ("test_parse_parties::test_case_28_signing_authority",),
    29: (
        "test_parse_parties::test_case_29_a_footer_in_one_cell_before_an_annex",
        "test_parse_parties::test_case_29_the_bullets_of_an_annex_are_no_recipients",
    ),
    30: ("test_parse_parties::test_case_30_one_body_however_its_dash_is_set",),
    51: (
        "test_parse_news::test_case_51_a_date_without_a_year_takes_the_article_s",
        "test_parse_news::test_case_51_an_event_is_not_the_publication",
        "test_parse_news::test_case_51_clock",
        "test_parse_news::test_case_51_without_a_time_the_year_is_not_guessed",
    ),
    52: ("test_parse_deadlines::test_case_52_no_deadline_before_the_document_and_none_without_its_date",),
    53: (
        "test_parse_body::test_case_53_a_quoted_effect_and_a_letter_s_are_not_the_document_s",
        "test_parse_body::test_case_53_effects",
    ),
    54: (
        "test_parse_news::test_case_54_captions_and_dateline",
        "test_parse_news::test_case_54_words_of_a_menu_are_residue",
    ),
    55: (
        "test_parse_news::test_case_55_the_author_is_neither_signer_nor_a_person_in_the_text",
        "test_parse_parties::test_case_55_the_signer_of_a_letter_with_annexes_and_no_recipients",
    ),
    56: (
        "test_parse_news::test_case_56_decomposed_text_is_the_same_record",
        "test_parse_news::test_case_56_house_style_of_tones_is_kept",
    ),
    57: ("test_parse_news::test_case_57_a_legacy_headline_leaves_a_warning_and_no_invention",),
    58: (
        "test_parse_news::test_case_58_invisible_marks_split_no_word",
        "test_parse_news::test_case_58_small_capitals_stay_as_they_are",
    ),
    59: ("test_parse_news::test_case_59_personal_data_of_a_contact",),
    60: ("test_parse_news::test_case_60_typing_errors_are_kept",),
}
HEADERS, PARTIES, DATES = range(1, 21), range(21, 31), range(51, 61)


@cache
def functions(module: str) -> frozenset[str]:
    tree = ast.parse((ROOT / "tests" / f"{module}.py").read_text("utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("case", [*HEADERS, *PARTIES, *DATES])
def test_a_hard_case_has_tests_that_are_there(case: int) -> None:
    assert COVERED[case]
    for name in COVERED[case]:
        module, _, function = name.partition("::")
        assert function in functions(module), f"{name} is gone: which test holds case {case} now?"


def test_no_case_is_named_that_there_is_not() -> None:
    assert sorted(COVERED) == [*HEADERS, *PARTIES, *DATES]
