"""`gan-course assign` a second time: what it keeps, and what it does not touch."""

import json

import pytest

from gan_course.tools import notebooks
from gan_course.tools.assign import command

NAME = "01_minimax_game"


def make(tmp_path, toml=""):
    (tmp_path / "class.toml").write_text(toml, encoding="utf-8")
    command.assign([NAME], tmp_path / "course", tmp_path / "class.toml", say=lambda line: None)


def test_f_assign_again_keeps_its_seed_and_touches_nothing(tmp_path):
    make(tmp_path)
    written = tmp_path / "course" / "source" / NAME / f"{NAME}.ipynb"
    before = written.read_bytes()
    make(tmp_path)
    assert written.read_bytes() == before


def edit(tmp_path):
    path = tmp_path / "course" / "source" / NAME / f"{NAME}.ipynb"
    edited = notebooks.read(path)
    edited.cells[3].source += "\n\nRead this twice."
    notebooks.write(edited, path)
    return path


def test_f_what_was_edited_by_hand_is_not_overwritten(tmp_path):
    make(tmp_path)
    path = edit(tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    with pytest.raises(ValueError, match=rf"{NAME}.ipynb was edited by hand since it was written, so nothing was"):
        make(tmp_path)
    with pytest.raises(ValueError, match="leave 01_minimax_game out, or add --replace"):
        command.assign(["01", "03"], tmp_path / "course", say=lambda line: None)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == before
    assert path in before


def test_f_what_was_edited_by_hand_is_kept_when_replaced(tmp_path):
    make(tmp_path)
    for number, kept in enumerate((f"{NAME}.ipynb", f"{NAME}-2.ipynb"), 1):
        edited = edit(tmp_path).read_bytes()
        said = []
        command.assign(["01"], tmp_path / "course", replace=True, say=said.append)
        assert (tmp_path / "course" / "replaced" / kept).read_bytes() == edited
        assert sum("what was edited by hand is now" in line for line in said) == 1
        assert len(list((tmp_path / "course" / "replaced").iterdir())) == number


def test_f_saving_it_again_is_no_edit(tmp_path):
    """JupyterLab writes a notebook in a layout of its own, with outputs."""
    make(tmp_path)
    path = tmp_path / "course" / "source" / NAME / f"{NAME}.ipynb"
    saved = notebooks.read(path)
    next(cell for cell in saved.cells if cell.cell_type == "code").execution_count = 7
    path.write_text(json.dumps(saved, indent=4), encoding="utf-8")
    make(tmp_path, "hidden_seed = 5")
    assert "seed=5)" in path.read_text(encoding="utf-8")


def test_a_damaged_record_is_named(tmp_path):
    make(tmp_path)
    (tmp_path / "course" / "assigned.json").write_text("[", encoding="utf-8")
    with pytest.raises(ValueError, match=r"assigned.json is damaged: remove it"):
        make(tmp_path)
    (tmp_path / "course" / "assigned.json").unlink()
    with pytest.raises(ValueError, match="was edited by hand"):
        make(tmp_path)
