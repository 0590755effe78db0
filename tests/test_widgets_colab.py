"""Widgets with a script of their own in Colab: they ask for what they need, or say in one sentence what to do."""

import sys
import types
from pathlib import Path

import numpy as np
import pytest

from gan_utils.training.plane import plane_networks
from gan_utils.widgets import PlaneLaboratory, colab, encoding, encoding_explorer

STUBS = Path(__file__).parent / "colab" / "stubs"


@pytest.fixture
def in_colab(monkeypatch):
    """Return a function that makes this process look like Colab, with an `output` that does what is given."""

    def begin(enable=None):
        module, output = types.ModuleType("google.colab"), types.ModuleType("google.colab.output")
        if enable is not None:
            output.enable_custom_widget_manager = enable
            module.output = output
            monkeypatch.setitem(sys.modules, "google.colab.output", output)
        else:
            module.__path__ = []
            monkeypatch.delitem(sys.modules, "google.colab.output", raising=False)
        monkeypatch.setitem(sys.modules, "google.colab", module)

    return begin


def laboratory():
    return PlaneLaboratory("ring", networks=plane_networks((8,)))


def test_in_colab_the_laboratory_allows_its_canvas_before_it_makes_it(in_colab, monkeypatch):
    asked, canvas = [], PlaneLaboratory.__init__.__globals__["PlaneCanvas"]
    in_colab(lambda: asked.append("allowed"))
    made = lambda *arguments: (asked.append("canvas"), canvas(*arguments))[1]
    monkeypatch.setitem(PlaneLaboratory.__init__.__globals__, "PlaneCanvas", made)
    shown = laboratory()
    assert asked[:2] == ["allowed", "canvas"]
    assert shown.notice.value == "" and shown.notice.layout.display == "none"


@pytest.mark.parametrize("refusal", ["missing", "raises"])
def test_where_colab_does_not_allow_it_one_sentence_says_what_to_do_and_the_still_twin_goes_on(in_colab, refusal):
    def refuse():
        raise RuntimeError("no <widgets> today")

    in_colab(refuse if refusal == "raises" else None)
    said = colab.allowed("the picture", "`show()` draws the still picture")
    assert "output.enable_custom_widget_manager()" in said and "show()" in said and said.count(". ") == 0
    if refusal == "raises":
        assert "no <widgets> today" in said


def test_the_sentence_stands_on_top_of_the_laboratory_which_still_works(in_colab, monkeypatch):
    monkeypatch.setattr(colab, "allowed", lambda *_: "run <this>, then this cell again")
    shown = laboratory()
    assert shown.children[0] is shown.notice and 'role="alert"' in shown.notice.value
    assert "run &lt;this&gt;" in shown.notice.value and shown.notice.layout.display == "flex"
    shown.advance(2)
    assert shown.run.steps == 2 and shown.figure().axes


def writing():
    grey = lambda z: np.zeros((len(z), 28, 28, 1), "float32")
    return encoding_explorer(
        lambda pictures: np.zeros((len(pictures), 1)), grey, [[1.0]], strokes=[[[6, 14], [22, 14]]]
    )


def test_the_square_to_write_in_asks_for_the_same_and_goes_on_without(in_colab, monkeypatch):
    asked, pen = [], encoding.Pen
    in_colab(lambda: asked.append("allowed"))
    monkeypatch.setattr(encoding, "Pen", lambda: (asked.append("pen"), pen())[1])
    assert writing().children[0].value == "" and asked[:2] == ["allowed", "pen"]
    in_colab()
    shown = writing()
    assert 'role="alert"' in shown.children[0].value and "`strokes=`" in shown.children[0].value
    assert shown.error is None and "direction 1" in shown.words


def test_elsewhere_nothing_is_asked_and_nothing_said(monkeypatch):
    monkeypatch.delitem(sys.modules, "google.colab", raising=False)
    shown = laboratory()
    assert shown.notice.value == "" and "google.colab" not in sys.modules


def test_the_stub_of_the_colab_lane_knows_the_same_call(monkeypatch):
    code = (STUBS / "google" / "colab" / "output.py").read_text()
    stub = {}
    exec(code, stub)
    stub["enable_custom_widget_manager"]()
    assert stub["allowed"] == 1
