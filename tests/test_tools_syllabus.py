"""The syllabus: its tables are made from the notebooks, and each number in its sentences has a source."""

import json
import re

import nbformat.v4 as v4
import numpy as np
import pytest

from gan_course import exercises
from gan_course.tools import glossary, notebooks, pages, syllabus
from gan_course.tools.assign import essays
from gan_course.tools.readme import TIMES
from gan_utils import game, metrics, toy
from gan_utils.data import stacked_digits

PATH = notebooks.FOLDER / "README.md"
TEXT = PATH.read_text(encoding="utf-8")
FOUND = syllabus.rows()
GLOSSARY = re.findall(r'^- <a id="([\w-]+)"></a>(\*\*.+?) \(\[(\d\d)\]\((\d\d_\w+\.ipynb)\)\)', TEXT, re.MULTILINE)


def test_f_the_syllabus_is_up_to_date():
    assert syllabus.written(TEXT, FOUND) == TEXT, "run `gan-course syllabus`"
    for name in ("hours", "outcomes", *(f"weeks:{weeks}" for weeks in syllabus.PLANS)):
        assert f"<!-- {name} -->\n" in TEXT and f"\n<!-- /{name} -->" in TEXT


def test_f_every_notebook_has_hours_outcomes_and_prerequisites():
    assert [row.name for row in FOUND] == [path.stem for path in notebooks.find()]
    for row in FOUND:
        assert row.read >= 10 and row.do > 30 and row.before and row.after
        assert row.points == sum(exercise.points for exercise in exercises.of(row.name))


@pytest.mark.parametrize("weeks", syllabus.PLANS)
def test_f_each_plan_takes_every_notebook_once_and_in_order(weeks):
    """Those after 08 are nobody's duty: a group takes one for its capstone."""
    taken = [number for _, numbers in syllabus.PLANS[weeks] for number in numbers]
    assert taken == [row.name[:2] for row in FOUND][: len(taken)] and taken[-1] >= "08"
    assert len(syllabus.PLANS[weeks]) == weeks


def test_a_first_cell_that_says_no_time_is_refused():
    with pytest.raises(ValueError, match="says how long reading takes"):
        syllabus.minutes("- **Time:** soon.")


def told(number):
    """Return the Markdown of a notebook, emphasis and line breaks taken out."""
    cells = notebooks.read(notebooks.find([number])[0]).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return " ".join(re.sub(r"[*_]", "", text).split()).lower()


@pytest.mark.parametrize(("anchor", "term", "number", "file"), GLOSSARY, ids=[one[0] for one in GLOSSARY])
def test_f_each_term_of_the_glossary_stands_in_its_notebook(anchor, term, number, file):
    assert file == f"{notebooks.find([number])[0].stem}.ipynb"
    for word in re.findall(r"\*\*(.+?)\*\*", term):
        stem = {"held-out": "held", "average of the weights": "average"}.get(word, word).lower()
        assert stem in told(number)


def test_f_the_glossary_is_long_sorted_and_its_anchors_are_its_own():
    assert len(GLOSSARY) == TEXT.count('<a id="') >= 30
    assert len({anchor for anchor, *_ in GLOSSARY}) == len(GLOSSARY)
    terms = [re.search(r"\*\*(.+?)\*\*", term)[1].lower().replace("é", "e") for _, term, *_ in GLOSSARY]
    assert terms == sorted(terms)


def points():
    return [int(number) for number in re.findall(r"^\| (\d+) \| \*\*", TEXT, re.MULTILINE)]


def jsd_far_apart():
    return game.jensen_shannon(toy.Gaussian(-30.0, 1.0), toy.Gaussian(30.0, 1.0))


def of_half_the_error():
    black = np.zeros((1, 8, 8, 1), "uint8")
    far, near = (metrics.psnr(black, np.full_like(black, level))[0] for level in (40, 20))
    return near - far


# words of a sentence with a number: why the number is right; True marks a rule or a definition, which nothing measures.
CLAIMS = {
    "From notebook [05]": lambda: (
        "linear algebra" in FOUND[5].before and not any("linear algebra" in row.before for row in FOUND[:5])
    ),
    "reads [02]": True,
    "measured on two cores": lambda: json.loads((notebooks.ROOT / TIMES).read_text("utf-8"))["machine"]["cores"] == 2,
    "counts six minutes": lambda: syllabus.MINUTES_A_POINT == 6,
    "half an hour for the open task": lambda: syllabus.MINUTES_OPEN == 30,
    "A term of six weeks": lambda: len(syllabus.PLANS[6]) == 6,
    "beside the second half": lambda: True in [bool(numbers) for _, numbers in syllabus.PLANS[6][3:]],
    "A term of twelve weeks": lambda: len(syllabus.PLANS[12]) == 12,
    "two a notebook, are graded by a person": lambda: {len(essays.of(row.name)) for row in FOUND} == {2},
    "groups of two or three": True,
    "the points of notebook 02": lambda: "eight clusters of points" in told("02"),
    "below a hundred pictures": True,
    "Together 25 points": lambda: sum(points()) == 25 and len(points()) == 6,
    "the two players play": lambda: "two players" in told("01"),
    "trained against each other": True,
    "mean 0 and spread 1": True,
    "whose two players are told the class": True,
    "distance between two clouds": True,
    "How far two densities lie from their average, at most log 2": lambda: np.isclose(jsd_far_apart(), np.log(2)),
    "The mean squared difference of two pictures": True,
    "half the error is six more": lambda: np.isclose(of_half_the_error(), 6, atol=0.1),
    "ratio of two densities": True,
    "**two-sample test**": True,
    "a stride of four": True,
    "guessing has one half": lambda: metrics.auc([1.0, 2.0], [2.0, 1.0]).value == 0.5,
    "straight path between two latents": True,
    "Three digits as the colours of one picture": lambda: stacked_digits(1, seed=0).card.n_classes == 1000,
}
NUMBER = re.compile(r"(?i)\b(\d+|two|three|four|five|six|ten|twelve|half|hundred|second)\b")


def sentences():
    """Return the sentences of the syllabus outside of what is made, without the numbers of notebooks in links."""
    text = re.sub(r"(?s)<!-- ([\w:]+) -->.*?<!-- /\1 -->", "", TEXT)
    text = re.sub(r"\]\([^)]*\)", "]", re.sub(r'<a id="[\w-]+"></a>', "", text))
    text = re.sub(r" \(\[\d\d\]\)", "", text)
    blocks = [one for one in re.split(r"\n(?=[-|#])|\n\n", text) if not re.match(r"\| \d+ \| \*\*", one)]  # points()
    return [one for block in blocks for one in re.split(r"(?<=[.:;?])\s+", " ".join(block.split())) if one]


def test_f_every_sentence_with_a_number_is_tied_to_its_source():
    loose = [
        one
        for one in sentences()
        if NUMBER.search(one.replace("R1", "")) and not any(words in one or one in words for words in CLAIMS)
    ]
    assert loose == []


@pytest.mark.parametrize("words", CLAIMS)
def test_f_each_number_of_the_syllabus_is_right(words):
    assert words in " ".join(re.sub(r"\]\([^)]*\)", "]", TEXT).split())
    assert CLAIMS[words] is True or CLAIMS[words]()


@pytest.mark.parametrize("path", notebooks.find(), ids=lambda path: path.stem)
def test_f_first_uses_are_linked_to_the_glossary(path):
    """`gan-course syllabus --notebooks` would change nothing; each term leads to its own entry."""
    notebook = notebooks.read(path)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    terms = [term for term in glossary.terms(TEXT) if term.number == path.stem[:2]]
    assert sorted(re.findall(r"\(README\.md#([\w-]+)\)", text)) == sorted(term.anchor for term in terms)
    before = [cell.source for cell in notebook.cells]
    assert glossary.link(notebook, terms) == []
    assert [cell.source for cell in notebook.cells] == before


@pytest.mark.parametrize(
    ("source", "linked"),
    [
        ("# A logit\nTwo **logits**.", "# A logit\nTwo **[logits](README.md#logit)**."),
        (
            "`logit` and $logit$, [logit](x.md), a Logit",
            "`logit` and $logit$, [logit](x.md), a [Logit](README.md#logit)",
        ),
        ("| logit |\n\n$$\nlogit\n$$\n\n## logit\n\nno.", None),
        ("```\nlogit\n```\nlogits-of and pre-logit", None),
        ("a [logit](README.md#old)", "a [logit](README.md#logit)"),
    ],
)
def test_a_link_stands_where_it_may(source, linked):
    made = v4.new_notebook(cells=[v4.new_markdown_cell("# Title\n- the logit"), v4.new_markdown_cell(source)])
    missing = glossary.link(made, [glossary.Term("logit", "logit", "01")])
    assert [made.cells[0].source, bool(missing)] == ["# Title\n- the logit", linked is None]
    assert made.cells[1].source == (linked or source)


def test_linking_accepts_the_prose_and_runs_nothing(tmp_path):
    name = "01_minimax_game.ipynb"
    (tmp_path / "README.md").write_text(TEXT, encoding="utf-8")
    notebook = notebooks.read(notebooks.FOLDER / name)
    for cell in notebook.cells:
        cell.source = glossary.without_links(cell.source).replace(" (3 points)", " (5 points)")
    notebooks.write(notebook, tmp_path / name)
    assert syllabus.link(tmp_path, say=lambda line: None) == ["01_minimax_game"]
    assert (tmp_path / name).read_bytes() == (notebooks.FOLDER / name).read_bytes()
    assert syllabus.link(tmp_path, say=lambda line: None) == []


def test_f_pages_lead_to_the_glossary(tmp_path):
    pages.write(notebooks.read(notebooks.find(["05"])[0]), tmp_path / "05.html", "05")
    (written,) = pages.syllabus(notebooks.FOLDER, tmp_path / "syllabus.html")
    page, entries = (tmp_path / "05.html").read_text(encoding="utf-8"), written.read_text(encoding="utf-8")
    assert re.findall(r'href="syllabus\.html#([\w-]+)"', page) == ["lerp", "truncation"]
    assert all(f'id="{anchor}"' in entries for anchor, *_ in GLOSSARY)
    assert 'href="05_latent_space.html"' in entries and pages.syllabus(tmp_path, tmp_path / "none.html") == []


@pytest.mark.parametrize("exercise", exercises.every(), ids=lambda exercise: exercise.key)
def test_f_each_exercise_says_what_it_is_worth(exercise):
    """`gan-course syllabus --notebooks` writes it."""
    cells = notebooks.read(notebooks.FOLDER / f"{exercise.notebook}.ipynb").cells
    (stated,) = [cell.source for cell in cells if cell.get("id") == f"{exercise.name}-statement"]
    assert re.findall(r"\((\d+) points?\)", stated.split("\n")[0]) == [str(exercise.points)]
    assert syllabus.priced(stated, exercise.points) == stated
