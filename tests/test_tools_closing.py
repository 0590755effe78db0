"""The closing page: up to date, no notebook left out, and nothing on it that is not there."""

import re

import pytest

from gan_course.tools import closing, notebooks, syllabus
from gan_course.tools.readme import rows as results

PATH = notebooks.FOLDER / closing.PAGE
TEXT = PATH.read_text(encoding="utf-8")
FOUND = syllabus.rows()


def test_f_the_closing_page_is_up_to_date():
    assert closing.written(TEXT, FOUND) == TEXT, "run `gan-course syllabus`"
    names = ["map", "groups", *(f"bar:{name}" for name in closing.bars())]
    assert all(f"<!-- {name} -->\n" in TEXT and f"\n<!-- /{name} -->" in TEXT for name in names)


def test_f_every_notebook_is_on_the_map_and_all_but_the_first_in_one_group():
    table = closing.table(FOUND, results.filled())
    assert all(table.count(f"({row.name}.ipynb)") == 1 and row.question in table for row in FOUND)
    grouped = [number for numbers in closing.GROUPS.values() for number in numbers]
    assert len(grouped) == len(set(grouped)) and {row.name[:2] for row in FOUND} - {"00"} <= set(grouped)


def test_f_each_measurement_that_is_chosen_is_one_of_the_readmes():
    filled = results.filled()
    for number, words in closing.TOLD_BY.items():
        assert closing.measured(number, filled).startswith(words)


def test_f_links_lead_somewhere_and_papers_have_a_number():
    for address in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert (PATH.parent / address.split("#")[0]).exists(), address
    reading = TEXT.split("## What to read next")[1].split("## What to build next")[0]
    entries = re.findall(r"^- (.+?)(?=^- |\Z)", reading, re.MULTILINE | re.DOTALL)
    assert len(entries) >= 8 and all(re.search(r"arXiv:\d{4}\.\d{4,5}[:,]\s", entry) for entry in entries)


def test_f_each_project_has_data_a_baseline_and_a_bar():
    projects = TEXT.split("## What to build next")[1].split("\n### ")[1:]
    assert len(projects) == 3
    for project in projects:
        assert [word for word in ("Data", "Baseline", "Bar") if f"- **{word}:**" in project] == [
            "Data",
            "Baseline",
            "Bar",
        ]


def test_what_stands_outside_of_the_comments_stays():
    text = "Before.\n<!-- groups -->\nold\n<!-- /groups -->\nAfter.\n"
    written = closing.written(text, FOUND)
    assert written.startswith("Before.\n<!-- groups -->\n- **The game:**") and written.endswith(
        "<!-- /groups -->\nAfter.\n"
    )


@pytest.mark.parametrize("number", ["00", "17"])
def test_a_notebook_without_a_row_in_the_readme_has_a_dash(number):
    assert closing.measured(number, results.filled()) == "–"
