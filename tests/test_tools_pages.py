"""The page of an executed notebook."""

import sample_notebook as sample

from gan_course.tools import pages


def test_the_page_keeps_alt_text_and_leaves_the_closed_cell_out(tmp_path):
    notebook = sample.rendered()
    pages.write(notebook, tmp_path / "page.html", "03_sample")
    page = (tmp_path / "page.html").read_text()
    assert 'alt="A digit."' in page
    assert "google.colab" not in page
