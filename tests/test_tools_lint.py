"""The check of all notebooks at once."""

import sample_notebook as sample

from gan_course.tools import lint, notebooks


def test_lint_reads_files_and_survives_a_broken_one(tmp_path):
    notebooks.write(sample.rendered(), tmp_path / "03_sample.ipynb")
    assert lint.lint(folder=tmp_path) == []
    (tmp_path / "04_broken.ipynb").write_text("{")
    assert ["04_broken" in sentence for sentence in lint.lint(folder=tmp_path)] == [True]
