"""Runs started ahead of their tests: each result by its name, in other processes, and warnings are errors there too."""

import os
import warnings

import ahead
import pytest


def test_each_result_comes_under_its_name_from_another_process():
    with ahead.started({"one": (abs, -1), "two": (abs, -2), "process": (os.getpid,)}) as runs:
        assert [runs["one"].result(), runs["two"].result()] == [1, 2]
        assert runs["process"].result() != os.getpid()


def test_errors_and_warnings_reach_the_test_that_asks():
    with ahead.started({"fails": (int, "x"), "warns": (warnings.warn, "old")}) as runs:
        with pytest.raises(ValueError, match="invalid literal"):
            runs["fails"].result()
        with pytest.raises(UserWarning, match="old"):
            runs["warns"].result()


@pytest.mark.parametrize("path", ["a", "b"])
def test_only_what_this_session_runs_is_started(request, path):
    assert (request.node.originalname, path) in ahead.selected(request, request.node.originalname)
    assert ahead.selected(request, "another") == []
