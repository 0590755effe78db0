"""The README's numbers are those of the committed notebooks, and its links lead somewhere."""

import re

from gan_course.experiments import beyond
from gan_course.tools import notebooks, readme

README = notebooks.ROOT / "README.md"


def test_results_are_those_of_the_notebooks():
    assert not readme.readme(check=True), "run `gan-course readme`"


def test_a_changed_number_is_noticed(tmp_path):
    copy = tmp_path / "README.md"
    text = README.read_text(encoding="utf-8")
    copy.write_text(
        text.replace("| 02: modes of the ring covered |", "| 02: modes of the ring covered, all |"),
        encoding="utf-8",
    )
    assert readme.readme(check=True, path=copy)


def test_a_changed_time_is_noticed(tmp_path):
    copy = tmp_path / "README.md"
    text = README.read_text(encoding="utf-8")
    changed = re.sub(r"<!-- time:03_dcgan -->.*?<", "<!-- time:03_dcgan -->a week<", text)
    assert changed != text
    copy.write_text(changed, encoding="utf-8")
    assert readme.readme(check=True, path=copy)


def test_links_and_pictures_exist():
    text = README.read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if not target.startswith("http")]
    assert len(targets) > 8
    missing = [target for target in targets if not (notebooks.ROOT / target).exists()]
    assert not missing


def test_every_notebook_stands_in_the_table():
    text = README.read_text(encoding="utf-8")
    assert all(f"](notebooks/{path.name})" in text for path in notebooks.find())


def test_the_clips_stand_in_the_order_in_which_the_row_names_them():
    """What a notebook recorded comes back sorted by name: figures without names would change places."""
    named = {"kernels over time": "clips, over time", "with R1": "clips, over time, R1"}
    named |= {"frames as channels": "clips, frames as channels"}
    (row,) = [row for row in readme.table().splitlines() if "clips of a flying disc" in row]
    what, measured = row.split(" | ")[:2]
    assert what.split("3 seeds: ")[1].split(", ") == list(named)
    runs = beyond.load()["runs"]
    of = lambda name: ", ".join(f"{run['plausible'][0]:.0%}" for run in runs if run["row"] == name)
    assert measured == "; ".join(map(of, named.values()))
