"""Runs of notebooks, started ahead of the tests that ask for them, two at a time: a kernel mostly keeps one core."""

import contextlib
import multiprocessing
import os
import warnings
from concurrent.futures import ProcessPoolExecutor


def selected(request, *tests):
    """Return (test, path) of each case with a `path` that this session will run, of these tests of the same module."""
    return [
        (item.originalname, item.callspec.params["path"])
        for item in request.session.items
        if item.path == request.path and item.originalname in tests
    ]


@contextlib.contextmanager
def started(calls):
    """Start functions in processes of their own, in order, two at a time; yield name -> future result.

    Args:
        calls: dictionary of name -> (function of a module, arguments…). Warnings are errors in them, as in the tests.
    """
    pool = ProcessPoolExecutor(min(2, os.cpu_count() or 1), mp_context=multiprocessing.get_context("spawn"))
    try:
        yield {name: pool.submit(_strictly, *call) for name, call in calls.items()}
    finally:
        pool.shutdown(cancel_futures=True)


def _strictly(function, *arguments):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return function(*arguments)
