"""What all tests share: an axis to draw on, and Python's own answer to Ctrl-C."""

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
