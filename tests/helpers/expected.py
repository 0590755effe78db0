"""What each notebook must have found (the files in tests/notebooks/expectations), and the notebooks answered."""

import importlib.util
from pathlib import Path

from gan_course import exercises, results
from gan_course.exercises import solutions
from gan_course.tools import notebooks

FOLDER = Path(__file__).parents[1] / "notebooks" / "expectations"


def expectations(path):
    """Return `check` of the expectations file that belongs to a notebook."""
    file = FOLDER / f"{path.stem}.py"
    assert file.exists(), f"write {file.name} in tests/notebooks/expectations: def check(recorded, profile)"
    spec = importlib.util.spec_from_file_location(f"expectations_{path.stem}", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.check


def answered(path):
    """Return the notebook with the reference answers in the place of its stubs."""
    notebook, answers = notebooks.read(path), solutions.read(path.stem)
    for cell in notebooks.tagged(notebook, "exercise"):
        cell.source = answers[cell.id.removesuffix("-answer")]
    return notebook


def told(notebook, tag="check"):
    """Return {id of a check cell: what it shows as text}; those of blanks in the story are tagged "story-check"."""
    return {
        cell.id: "".join(output.get("data", {}).get("text/plain", "") for output in cell.outputs)
        for cell in notebooks.tagged(notebook, tag)
    }


def assert_holds(path, executed):
    """Assert of a notebook that was run answered, at smoke: every check is content, and what it records is expected."""
    shown = told(executed)
    assert len(shown) == len(exercises.of(path.stem))
    shown |= told(executed, "story-check")
    assert all(text.startswith("✓ Correct") for text in shown.values()), shown
    measured = told(executed, "open-check")  # an open task has no right answer: ours is measured, roughly
    assert all(text.startswith("→ Measured") for text in measured.values()), measured
    found = results.recorded(executed)
    assert found, f"{path.stem} records nothing: end it with record(…)"
    expectations(path)(found, "smoke")
