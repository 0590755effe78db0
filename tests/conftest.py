"""What all tests share: an axis to draw on, Python's own answer to Ctrl-C, and what goes to which worker."""

import gc
import signal

import pytest

# A shell takes it from what it starts in the background, as CI may be.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def ax():
    """An axis in the course's style; a picture that cannot be drawn, or warns, fails its test."""
    import matplotlib.pyplot as plt

    from gan_utils import plotting

    figure, axes = plotting.figure()
    yield axes
    figure.canvas.draw()
    plt.close(figure)


@pytest.fixture(scope="module")
def determinism():
    """TensorFlow may not add up in any order it likes, but be sure to let it again."""
    import tensorflow as tf
    from tensorflow.python.framework import config

    tf.config.experimental.enable_op_determinism()
    yield
    config.disable_op_determinism()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Leave out what is run when asked for alone; put the long files first, so that no worker waits."""
    import sharing

    for mark in sharing.left_out(config.getoption("-m")):
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker(mark)])
        items[:] = [item for item in items if not item.get_closest_marker(mark)]
    items.sort(key=sharing.place)


def pytest_collection_finish():
    """Leave what has been imported by now out of every later collection of garbage: each first `fit` asks for one."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Share tests out by file to the workers of pytest-xdist (`make test`)."""
    import sharing

    return sharing.ByFile(config, log)
