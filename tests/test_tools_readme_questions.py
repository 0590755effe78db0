"""The page of questions: every number is read where it was measured, and every link leads to a heading."""

import re
import urllib.parse

import pytest

from gan_course.tools import notebooks, readme
from gan_course.tools.readme import questions, systems

PAGE = notebooks.ROOT / questions.PAGE


def test_the_page_is_what_its_source_makes():
    assert not readme.asked(check=True), "run `gan-course readme`"


def test_a_changed_answer_is_noticed(tmp_path):
    copy = tmp_path / "QUESTIONS.md"
    assert readme.asked(check=True, path=copy) and not copy.exists()
    copy.write_text(PAGE.read_text(encoding="utf-8").replace("No: ", "Yes: "), encoding="utf-8")
    assert readme.asked(check=True, path=copy)
    assert readme.asked(path=copy) and not readme.asked(check=True, path=copy)
    assert copy.read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")


def test_every_question_is_asked_by_somebody_answered_and_shown():
    asked = questions.questions()
    assert len([each for each in asked if each["by"] == "articles"]) >= 23
    assert len([each for each in asked if each["by"] == "learners"]) >= 8
    assert {each["by"] for each in asked} == set(questions.HEADS)
    assert all(each["said"].endswith((".", "?")) and each["answer"].endswith(".") and each["shown"] for each in asked)
    assert len({each["said"] for each in asked}) == len(asked)


def test_numbers_in_answers_are_read_and_not_typed():
    """Digits typed into an answer are those of names, sizes and definitions, never of a measurement."""
    allowed = {"0", "1", "2", "3", "03", "1.386", "25", "50", "50%", "75", "200", "1,000", "4,000", "7×7", "28×28"}
    allowed |= {"2015"}
    for each in questions.questions():
        typed = re.sub(r"\{[^}]*\}|2\.log 2", "", each["answer"])
        found = set(re.findall(r"(?<![A-Za-z])\d[\d.,×%]*\d%?|(?<![A-Za-z\d])\d(?!\d)", typed))
        assert found <= allowed, (each["said"], found - allowed)


def test_links_lead_to_headings():
    found = re.findall(r"\]\(([^)#]+)(?:#([^)]*))?\)", PAGE.read_text(encoding="utf-8"))
    assert len(found) > 30
    of_systems = re.findall(r"\]\(notebooks/([^)#]+)#([^)]*)\)", systems.table())
    assert len(of_systems) == 7
    for name, anchor in found + of_systems:
        heads = [whole.replace(" ", "-") for whole, _ in questions.headings(notebooks.FOLDER / name)]
        assert not anchor or urllib.parse.unquote(anchor) in heads, (name, anchor)


def test_what_is_not_there_yet_becomes_a_link_when_it_appears(tmp_path, monkeypatch):
    assert questions.link("99") == questions.link("99/Anything") == "Not shown yet"
    there = notebooks.read(notebooks.find(["01"])[0])
    monkeypatch.setattr(notebooks, "FOLDER", tmp_path)
    notebooks.write(there, tmp_path / "99_later.ipynb")
    assert questions.link("99") == "[99, The minimax game](99_later.ipynb)"
    assert questions.link("99/Does the game").startswith("[99, Does the game ever end?](99_later.ipynb#8.-Does")
    with pytest.raises(ValueError, match="no heading that begins with 'Chess'"):
        questions.link("99/Chess")


def test_values_are_means_or_all_or_counted(tmp_path, monkeypatch):
    recorded = {"fcd": {"a": [1.0, 3.0, 8.0], "b": [[1, 2], [3, 4]]}, "word": "better"}
    monkeypatch.setattr(questions.results, "recorded", lambda notebook: recorded)
    assert questions.value("01", "fcd", "a") == 4.0  # (1 + 3 + 8) / 3
    assert questions.value("01", "fcd", "b", 1, 0) == 3 and questions.value("01", "word") == "better"
    assert questions.value("01", "fcd", "a", "count") == 3
    assert f"{questions.value('01', 'fcd', 'a', 'each'):.1f}" == "1.0, 3.0, 8.0"
    with pytest.raises(ValueError, match="01 has no fcd / c: 'c' is not there"):
        questions.value("01", "fcd", "c")
    with pytest.raises(ValueError, match="infogan has no digits / steps"):
        questions.value("infogan", "digits", "steps")


def test_a_row_s_runs_are_told_seed_by_seed():
    runs = [
        {"fcd": 10.4, "raw_fcd": 20.0, "recognisable": 0.5, "agreement": [0.99, 0.98, 1.0]},
        {"fcd": 30.0, "raw_fcd": 21.0, "recognisable": 0.3, "agreement": [0.97, 0.96, 0.98]},
    ]
    told = systems.measured(runs)
    assert told.startswith("10, 30 (raw 20); 40% recognisable; ")  # (20 + 21)/2 = 20.5, rounded to even
    assert told.endswith("99.0% (at least 98.0%), 97.0% (at least 96.0%)")
    assert systems.measured([{"fcd": 1.0, "raw_fcd": 2.0}]) == "1 (raw 2)"
