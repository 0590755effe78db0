"""What a submission does to its kernel, and what a page of feedback says of the machine."""

import os
from types import SimpleNamespace

import nbformat.v4 as v4
import pytest
from nbclient.exceptions import DeadKernelError
from nbgrader.preprocessors import Execute

from gan_course.tools.assign import feedback, guard, running

IDS = ("setup", "q1-answer", None, "q1-test", "q1-hidden-test-value", "q10-answer", "q10-hidden-test", None)


def cells():
    about = [{"nbgrader": {"grade_id": name}} if name else {} for name in IDS]
    return [v4.new_code_cell(str(name), metadata=one) for name, one in zip(IDS, about, strict=True)]


@pytest.mark.parametrize(
    ("at", "blamed"), [(0, set()), (1, {1, 3, 4}), (2, {2}), (4, {1, 3, 4}), (6, {5, 6}), (7, {7})]
)
def test_f_only_the_exercise_that_lost_the_kernel_is_left_out(at, blamed):
    assert running.to_blame(cells(), at) == blamed


def test_f_the_others_are_run_again(monkeypatch):
    ran = []

    def preprocess(self, nb, resources=None, km=None):
        ran.append([])
        for index, cell in enumerate(nb.cells):
            self.preprocess_cell(cell, resources, index)
        return nb, resources

    def preprocess_cell(self, cell, resources, index):
        ran[-1].append(index)
        if index in (3, 7):
            raise DeadKernelError("Kernel died")
        return cell, resources

    monkeypatch.setattr(Execute, "preprocess", preprocess)
    monkeypatch.setattr(Execute, "preprocess_cell", preprocess_cell)
    nb, _ = running.ExecuteAnswers().preprocess(v4.new_notebook(cells=cells()), {})
    assert ran == [[0, 1, 2, 3], [0, 2, 5, 6, 7], [0, 2, 5, 6]]
    assert [cell.outputs[0].ename if cell.outputs else "" for cell in nb.cells] == [
        *("", "KernelLost", "", "KernelLost", "KernelLost", "", "", "KernelLost")
    ]


def test_f_the_kernel_is_told_whose_submission_it_runs(monkeypatch):
    seen = []
    monkeypatch.setattr(Execute, "preprocess", lambda self, nb, *rest: seen.append(os.environ["GAN_STUDENT"]))
    running.ExecuteAnswers().preprocess(v4.new_notebook(), {"nbgrader": {"student": "ada"}})
    assert seen == ["ada"] and "GAN_STUDENT" not in os.environ


def test_a_kernel_lost_in_the_story_is_an_error(monkeypatch):
    def preprocess(self, nb, resources=None, km=None):
        self._at = 0
        raise DeadKernelError("Kernel died")

    monkeypatch.setattr(Execute, "preprocess", preprocess)
    with pytest.raises(DeadKernelError):
        running.ExecuteAnswers().preprocess(v4.new_notebook(cells=cells()), {})


def test_f_exit_and_quit_raise(monkeypatch):
    import builtins

    for module, name in ((builtins, "exit"), (builtins, "quit"), (os, "_exit")):
        monkeypatch.setattr(module, name, getattr(module, name, None), raising=False)
    shell = SimpleNamespace(user_ns={}, user_ns_hidden={})
    guard.load_ipython_extension(shell)
    for function in (exit, quit, shell.user_ns["exit"], shell.user_ns["quit"], shell.ask_exit):
        with pytest.raises(guard.WouldExit, match="would end Python"):
            function()
    with pytest.raises(guard.WouldExit):
        os._exit(0)


def page(*cells):
    return feedback.TidyFeedback().preprocess(v4.new_notebook(cells=list(cells)), {})[0].cells


def test_f_feedback_has_a_table_of_named_exercises():
    about = {"grade": True, "solution": False, "score": 0.5, "points": 2.0, "grade_id": "q3-hidden-test-at_zero"}
    test = v4.new_code_cell(
        "# seen\n### BEGIN HIDDEN TESTS\nq3.grade(f, seed=1905)\n### END HIDDEN TESTS",
        id="q3-hidden-test-at_zero",
        metadata={"nbgrader": about},
    )
    answer = {"grade": False, "solution": True, "grade_id": "q3-answer", "comment": "Well put."}
    story = v4.new_markdown_cell("A long story.", id="story")
    made = page(story, v4.new_code_cell("f = 1", id="q3-answer", metadata={"nbgrader": answer}), test)
    assert '<td><a href="#q3">Exercise 3, at zero</a></td><td>0.5</td><td>2</td>' in made[0].source
    assert "<td><strong>0.5</strong></td><td><strong>2</strong></td>" in made[0].source
    assert [cell.source for cell in made[1:]] == [
        *('<a name="q3"></a>**Exercise 3**', "f = 1", "**Comment:** Well put.", "# seen")
    ]
    assert not any("nbgrader" in cell.metadata for cell in made)


def test_f_feedback_says_nothing_of_the_machine():
    outputs = [
        v4.new_output(
            "error", ename="E", evalue="see /home/ada/x/y.py", traceback=["\x1b[32m/opt/venv/lib/keras/a.py\x1b[0m:3"]
        ),
        v4.new_output("stream", name="stderr", text="C:\\Users\\ada\\course\\b.py:1: Warning"),
        v4.new_output("display_data", data={"text/plain": "~/teaching/gan/c.txt", "text/html": "<p>ok</p>"}),
    ]
    long = v4.new_output("error", ename="NotCorrect", evalue="", traceback=["word " * 40 + "\n    case  f(1)"])
    (wrapped,) = page(v4.new_code_cell("1", id="own-1", outputs=[long]))[1].outputs[0].traceback
    assert max(map(len, wrapped.splitlines())) <= 100 and wrapped.endswith("\n    case  f(1)")
    made = page(v4.new_code_cell("1", id="own-1", outputs=outputs))
    assert made[1].outputs[0].traceback == ["\x1b[32ma.py\x1b[0m:3"] and made[1].outputs[0].evalue == "see y.py"
    assert made[1].outputs[1].text == "b.py:1: Warning"
    assert made[1].outputs[2].data == {"text/plain": "c.txt", "text/html": "<p>ok</p>"}
