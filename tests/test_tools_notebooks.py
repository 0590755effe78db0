"""The notebooks as files: which there are, and what their hash covers."""

import pytest
import sample_notebook as sample

from gan_course.tools import notebooks, stamp


def test_the_hash_ignores_the_place_of_publication_and_nothing_else():
    notebook = sample.rendered()
    before = notebooks.source_hashes(notebook)
    stamped = stamp.apply(sample.rendered(), "03_sample", ("owner/name", "v1"))
    assert stamped.cells[0].source != notebook.cells[0].source
    assert notebooks.source_hashes(stamped) == before
    notebook.cells[0].source += "!"
    assert notebooks.source_hashes(notebook)["sources"] != before["sources"]


def test_find_knows_numbers_and_names_and_lists_what_there_is(tmp_path):
    for name in ("00_start", "03_sample", "10_later", "notes"):
        (tmp_path / f"{name}.ipynb").write_text("{}")
    stems = lambda *names: [path.stem for path in notebooks.find(names, tmp_path)]
    assert stems() == ["00_start", "03_sample", "10_later"]
    assert stems("10", "3", "notebooks/03_sample.ipynb") == ["03_sample", "10_later"]
    with pytest.raises(ValueError, match="03_sample"):
        stems("30")
