"""The form in which notebooks are committed, and what departs from it."""

import base64
import io

import nbformat.v4 as v4
import numpy as np
import pytest
import sample_notebook as sample
from PIL import Image

from gan_course.tools import normal_form
from gan_utils import plotting


def decoded(picture):
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB"), int)


def test_pictures_shrink_only_while_they_look_the_same():
    fig, ax = plotting.figure()
    ax.fill_between([0, 1, 2], [0, 2, 1], alpha=0.3)
    plot = base64.b64encode(plotting.to_png(fig)).decode()
    small = normal_form.smaller_png(plot)
    assert len(small) < len(plot) / 2
    assert np.abs(decoded(small) - decoded(plot)).mean() <= 1.0
    assert normal_form.smaller_png(small) == small
    x, y = np.meshgrid(*2 * [np.linspace(0, 1, 200)])
    shaded = np.stack([255 * x, 128 + 8 * y, 255 * (1 - x)], axis=-1).astype("uint8").reshape(-1, 3)
    shaded = np.random.default_rng(0).permutation(shaded).reshape(200, 200, 3)  # 1,800 colours, of which 256 do
    small = normal_form.smaller_png(sample.png(shaded))
    assert len(small) < 0.8 * len(sample.png(shaded)) and np.abs(decoded(small) - shaded).max(axis=-1).mean() <= 1.0
    noise = np.random.default_rng(0).integers(0, 256, (200, 200, 3), "uint8")
    packed = normal_form.smaller_png(sample.png(noise))  # no palette comes near it: packed, and the same to the pixel
    assert len(packed) <= len(sample.png(noise)) and np.array_equal(decoded(packed), noise)
    clear = np.zeros((20, 20, 4), "uint8")
    assert normal_form.smaller_png(sample.png(clear)) == sample.png(clear)


def _outputs(notebook):
    return sample.cell_of(notebook, "picture").outputs


MUTATIONS = {
    "the first cell must be Markdown": lambda n: n.cells.pop(0),
    "exactly one cell must be tagged `setup`": lambda n: sample.cell_of(n, "setup").metadata.pop("tags"),
    "the second cell must be": lambda n: n.cells.insert(1, sample.text("Hello", "hello")),
    "differs from the canonical": lambda n: sample.cell_of(n, "setup").update(source="import gan_utils"),
    "exactly one cell must be tagged `parameters`": lambda n: sample.cell_of(n, "parameters").metadata.pop("tags"),
    "must assign profile_name": lambda n: sample.cell_of(n, "parameters").update(source="seed = 0"),
    "is used twice": lambda n: sample.cell_of(n, "picture").update(id="title"),
    "no readable id": lambda n: sample.cell_of(n, "picture").update(id="0a1b2c3d"),
    "is empty": lambda n: sample.cell_of(n, "q1-statement").update(source=" "),
    "each needs both": lambda n: sample.cell_of(n, "q3-answer").metadata.pop("tags"),
    "not 1, 2, 3": lambda n: sample.cell_of(n, "q3-answer").metadata.update(tags=["exercise", "q5"]),
    "a notebook has 3 to 6": lambda n: [n.cells.remove(sample.cell_of(n, f"q3-{x}")) for x in ("answer", "statement")],
    "but checks (code cells": lambda n: n.cells.remove(sample.cell_of(n, "q2-check")),
    "needs the comment": lambda n: sample.cell_of(n, "q1-answer").update(source="def double(x): ..."),
    "raises: return": lambda n: sample.cell_of(n, "q1-answer").update(
        source="def double(x):\n    # your code here\n    raise NotImplementedError"
    ),
    "execution count": lambda n: sample.cell_of(n, "picture").update(execution_count=9),
    "stores an error": lambda n: _outputs(n).append(v4.new_output("error", ename="E", evalue="", traceback=[])),
    "text from stderr": lambda n: _outputs(n).append(v4.new_output("stream", name="stderr", text="look")),
    "a widget view": lambda n: _outputs(n)[0].data.update({normal_form.WIDGET_VIEW: {}}),
    "without alt text": lambda n: _outputs(n)[0].metadata.clear(),
    "memory address": lambda n: _outputs(n)[0].data.update({"text/plain": "<Axes at 0x7fc4681e3910>"}),
    "not that of a rendered notebook": lambda n: n.metadata.update(widgets={}),
    "not the plain python3": lambda n: n.metadata.kernelspec.update(name="gan-course"),
    "has not been rendered": lambda n: n.metadata.pop("gan_course"),
    "not laptop": lambda n: n.metadata.gan_course.update(profile="smoke"),
    "older than the sources": lambda n: sample.cell_of(n, "picture").update(source="show(2)"),
    "metadata of a run": lambda n: sample.cell_of(n, "picture").metadata.update(papermill={}),
    "more than 1,000,000": lambda n: _outputs(n)[0].data.update({"image/png": "a" * 1_000_000}),
}


def test_a_good_notebook_has_no_problems():
    assert normal_form.problems(sample.rendered(), "03_sample") == []


@pytest.mark.parametrize("words", MUTATIONS)
def test_each_departure_from_the_normal_form_is_named(words):
    notebook = sample.rendered()
    MUTATIONS[words](notebook)
    assert any(words in sentence for sentence in normal_form.problems(notebook, "03_sample"))
