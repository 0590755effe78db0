"""The training monitor without a browser: what its buttons do to the run, the checkpoints and what is shown."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time

import keras
import numpy as np
import pytest
import tensorflow as tf

from gan_utils import data, models, training
from gan_utils.widgets import TrainingMonitor


def small_gan(seed=0):
    keras.utils.set_random_seed(seed)
    gan = training.GAN(
        models.mlp_generator((8, 8, 1), latent_dim=4, widths=(8,)),
        models.mlp_discriminator((8, 8, 1), widths=(8,)),
    )
    gan.compile(run_eagerly=True)
    return gan


def batches_of():
    tf.random.set_seed(1)
    return data.load("digits").batches(256, seed=0)  # five an epoch


def monitor_of(folder, gan=None, epochs=3, **more):
    return TrainingMonitor(gan or small_gan(), batches_of(), epochs, folder, n=4, **{"seconds": 0.0, **more})


def until(condition):
    """Wait for as long as it takes on a busy machine; what never comes must not hang the tests for good."""
    for _ in range(100_000):
        if condition():
            return
        time.sleep(0.01)
    pytest.fail("waited in vain")


def stop_at(monitor, step):
    """Click Stop when the run has come to a step at least; return the step that it stopped at."""
    until(lambda: int(monitor.gan.step.value) >= step)
    monitor.buttons["Stop"].click()
    monitor.wait()
    return int(monitor.gan.step.value)


@pytest.fixture(scope="module")
def whole():
    gan = small_gan()
    history = gan.fit(batches_of(), epochs=3)
    return gan.get_weights(), history.history


def assert_is(monitor, whole):
    weights, history = whole
    assert monitor.history.history == history
    for a, b in zip(monitor.gan.get_weights(), weights, strict=True):
        np.testing.assert_array_equal(a, b)


def test_the_buttons_start_stop_resume_and_restart_a_run(tmp_path, whole):
    monitor = monitor_of(tmp_path)
    start, stop, restart = (monitor.buttons[name] for name in ("Start", "Stop", "Restart"))
    assert (monitor.state, monitor.words, start.description) == (
        "ready",
        "Ready: nothing is trained yet.",
        "Start",
    )
    before = monitor.picture.value
    stop.click()  # nothing to stop
    assert monitor.state == "ready"

    start.click()
    assert monitor.state == "training"
    assert (start.description, start.disabled) == ("Training …", True)  # nothing to start or to resume meanwhile
    step = stop_at(monitor, 3)
    assert 3 <= step < 15 and monitor.state == "stopped"
    assert monitor.words == f"Stopped at step {step}. Resume goes on from the newest checkpoint."
    assert (start.description, start.disabled) == ("Resume", False) and monitor.picture.value != before
    assert [path.name for path in sorted(tmp_path.glob("*.npz"))][-1] == f"step-{step:08d}.npz"

    start.click()
    monitor.wait()
    assert monitor.words == "Done: 3 epochs, step 15. Restart begins again."
    assert (start.description, start.disabled) == ("Done", True)
    assert_is(monitor, whole)

    restart.click()
    monitor.wait()
    assert_is(monitor, whole)  # from the first weights and the first batches again
    assert (tmp_path / "earlier-1" / "step-00000015.npz").exists()
    assert monitor.notes == [
        f"Going on from step-{step:08d}.npz: epoch {step // 5 + 1}, {step % 5} of 5 batches done.",
        f"The checkpoints before this restart are in {tmp_path / 'earlier-1'}.",
    ]


def test_restart_in_the_middle_of_a_run_begins_again(tmp_path, whole):
    monitor = monitor_of(tmp_path)
    monitor.buttons["Start"].click()
    until(lambda: int(monitor.gan.step.value) >= 7)
    monitor.buttons["Restart"].click()
    monitor.buttons["Start"].click()  # a second run beside it would ruin both
    monitor.wait()
    assert monitor.state == "done"
    assert_is(monitor, whole)


def test_another_session_resumes(tmp_path, whole):
    first = monitor_of(tmp_path)
    first.start()
    step = stop_at(first, 6)
    second = monitor_of(tmp_path, small_gan(99))
    assert second.words == f"Ready. Resume goes on from step-{step:08d}.npz."
    assert second.buttons["Start"].description == "Resume"
    second.buttons["Start"].click()
    second.wait()
    assert_is(second, whole)


def interrupted_once_it_waits(monitor, monkeypatch, seconds):
    """Let an interrupt come so many seconds after `wait` has begun to wait: before that it would be the caller's."""
    wait, begun = monitor._ended.wait, []

    def waiting(timeout):
        if not begun:
            begun.append(True)
            threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGINT)).start()
        return wait(timeout)

    monkeypatch.setattr(monitor._ended, "wait", waiting)


def test_none_of_fifty_interrupts_is_lost(tmp_path, monkeypatch):
    """After each the run is stopped, and has ended: what it still had to write is written."""
    monitor, written = monitor_of(tmp_path), []

    def work(afresh):
        while monitor._asked is None:
            time.sleep(0.001)
        time.sleep(0.02)  # as a checkpoint takes
        written.append(monitor._asked)
        monitor.state = "stopped"

    monkeypatch.setattr(monitor, "_work", work)
    for press in range(1, 51):
        monitor.start()
        with monkeypatch.context() as once:
            interrupted_once_it_waits(monitor, once, 0.005)
            monitor.wait()
        assert monitor.state == "stopped" and written == ["stop"] * press


def test_an_interrupt_of_a_cell_that_waits_stops_the_run(tmp_path, monkeypatch):
    monitor = monitor_of(tmp_path, epochs=200)  # an end, should it be lost
    monitor.start()
    until(lambda: int(monitor.gan.step.value) >= 2)
    interrupted_once_it_waits(monitor, monkeypatch, 0.2)
    monitor.wait()
    assert monitor.state == "stopped"
    assert (tmp_path / f"step-{int(monitor.gan.step.value):08d}.npz").exists()


def test_the_picture_follows_in_the_thread_of_the_notebook(tmp_path):
    """Pyplot, and the messages of widgets, belong to the thread that runs the cells."""
    seen = []

    class Noticing(TrainingMonitor):
        def _view(self):
            seen.append((threading.current_thread(), len(self._seen["history"]["g_loss"])))
            return super()._view()

    async def cell():
        monitor = Noticing(small_gan(), batches_of(), 2, tmp_path, n=4, seconds=0.0)
        monitor.buttons["Start"].click()
        while monitor.running or monitor._stale:
            await asyncio.sleep(0.01)
        return monitor

    monitor = asyncio.run(cell())
    assert {thread for thread, _ in seen} == {threading.main_thread()}
    steps = [step for _, step in seen]
    assert steps == sorted(steps) and len(set(steps)) > 3 and steps[-1] == 10
    assert monitor.words.startswith("Done") and "step 10" in monitor.alt


def test_what_goes_wrong_is_said_in_the_line(tmp_path):
    monitor = monitor_of(tmp_path)
    monitor.start()
    stop_at(monitor, 2)
    other = small_gan()
    other.compile(loss="hinge", run_eagerly=True)
    refused = monitor_of(tmp_path, other)
    refused.buttons["Start"].click()
    refused.wait()
    assert refused.state == "failed"
    assert "loss is hinge here, non_saturating in the checkpoint" in refused.error
    assert 'role="alert"' in refused.line.value
    refused.buttons["Restart"].click()  # the way out
    refused.wait()
    assert refused.state == "done" and refused.error is None and 'role="status"' in refused.line.value


def test_a_disk_that_is_full_is_said_in_the_line(tmp_path, monkeypatch):
    from gan_utils import _files

    def fails(*_, **__):
        raise OSError("the disk is full")

    monkeypatch.setattr(_files, "save_arrays", fails)
    monitor = monitor_of(tmp_path, epochs=1)
    with pytest.warns(RuntimeWarning, match="could not be written"):
        monitor.start()
        monitor.wait()
    assert (
        monitor.words.startswith("Done: 1 epoch, step 5.") and "(the disk is full). Training goes on" in monitor.words
    )


def test_without_a_screen_a_picture_says_the_same(tmp_path, monkeypatch):
    shown = []
    monkeypatch.setattr("gan_utils.plotting.style._in_ipython", lambda: True)
    monkeypatch.setattr("IPython.display.display", lambda bundle, **more: shown.append((bundle, more)))
    monitor = monitor_of(tmp_path, epochs=1)
    monitor.start()
    monitor.wait()
    monitor.show()
    ((bundle, more),) = shown
    assert bundle["image/png"] == bytes(monitor.picture.value) and bundle["image/png"].startswith(b"\x89PNG")
    assert bundle["text/plain"].startswith("Done: 1 epoch, step 5.") and "4 samples" in bundle["text/plain"]
    assert more["metadata"]["image/png"]["alt"] == bundle["text/plain"]
    assert "step 5" in repr(monitor)


def test_in_a_plain_script_the_monitor_prints_its_words_and_no_bytes(tmp_path, capsys):
    """Findings E6, of the other monitor."""
    monitor = monitor_of(tmp_path, epochs=1)
    monitor.start()
    monitor.wait()
    monitor.show()
    said = capsys.readouterr().out
    assert said.startswith("Done: 1 epoch, step 5.") and "4 samples" in said and "PNG" not in said


LEAVES = """
import sys; sys.path.insert(0, sys.argv[2])
from test_widgets_monitor import *
monitor = monitor_of(sys.argv[1], epochs=1000)
monitor.start()
until(lambda: int(monitor.gan.step.value) >= 2)
"""


def test_a_kernel_that_shuts_down_keeps_the_run(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LEAVES, tmp_path, os.path.dirname(__file__)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.glob("step-*.npz"))
