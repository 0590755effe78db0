"""Two replicas, in one process or in two, end where one does with the same batch; and when one is killed, too."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import tensorflow as tf

from gan_course.experiments import workers
from gan_utils.training import machines

PROGRAM = Path(__file__).parent / "helpers" / "run_on_replicas.py"
TWO = SimpleNamespace(num_replicas_in_sync=2)


def test_two_replicas_of_a_process_end_where_one_does():
    done = subprocess.run([sys.executable, PROGRAM, "mirrored"], capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["as it is"] < 1e-5
    # Each replica on noise of its own, and gradients that are added up where their mean is meant: both must be seen.
    assert found["noise"] > 1e-3 and found["sum"] > 1e-3


def started(folder, *killed_at):
    command = [sys.executable, PROGRAM, "worker", folder, *map(str, killed_at)]
    return workers.started(command, 2, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def histories(said):
    return [json.loads(text.splitlines()[-1]) for text in said]


def weights(folder, number):
    with np.load(folder / f"weights-{number}.npz") as arrays:
        return [arrays[name] for name in arrays.files]


def assert_same(these, those, atol=0.0):
    for this, that in zip(these, those, strict=True):
        np.testing.assert_allclose(this, that, rtol=0, atol=atol)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """A run of two processes that nobody disturbs: (its folder, what each printed)."""
    folder = tmp_path_factory.mktemp("undisturbed")
    return folder, workers.finished(started(folder))


@pytest.mark.kills
def test_two_processes_end_alike_and_where_one_does(undisturbed):
    import run_on_replicas

    folder, said = undisturbed
    gan, history = run_on_replicas.train(tf.distribute.get_strategy())
    assert_same(weights(folder, 0), weights(folder, 1))
    assert_same(weights(folder, 0), gan.get_weights(), atol=1e-5)
    first, second = histories(said)
    assert first == second and {len(values) for values in first.values()} == {8}
    for key, values in history.items():
        np.testing.assert_allclose(first[key], values, rtol=1e-4, atol=1e-5)
    shorter, _ = run_on_replicas.train(tf.distribute.get_strategy(), epochs=1)
    assert run_on_replicas.distance(weights(folder, 0), shorter.get_weights()) > 1e-3  # what another run would show


@pytest.mark.kills
def test_the_chief_alone_keeps_the_run(undisturbed):
    folder, _ = undisturbed
    kept = sorted(path.name for path in (folder / "run").iterdir())
    assert kept == [f"step-{step:08d}.npz" for step in (6, 7, 8)]


@pytest.mark.kills
def test_a_worker_killed_in_an_epoch_stops_the_other_and_both_go_on(undisturbed, tmp_path):
    chief, other = started(tmp_path, 5)
    assert other.wait(timeout=600) == -signal.SIGKILL
    try:
        _, errors = chief.communicate(timeout=300)  # TensorFlow notices within a minute or so
        assert chief.returncode and "ollective" in errors
    finally:
        chief.kill()
        other.communicate()
    said = workers.finished(started(tmp_path))
    assert all("Going on from step-00000005.npz: epoch 2, 1 of 4 batches done." in text for text in said)
    folder, expected = undisturbed
    assert histories(said) == histories(expected)
    for number in (0, 1):
        assert_same(weights(tmp_path, number), weights(folder, number))


@pytest.mark.kills
def test_a_worker_that_cannot_see_the_checkpoints_is_found_before_training(undisturbed):
    folder, _ = undisturbed
    (folder / "run-1").mkdir()
    both = started(folder)
    for process in both:
        _, errors = process.communicate(timeout=600)
        assert process.returncode
        assert "another is not: have" in errors and "be one folder that all machines see" in errors


def test_what_cannot_be_shared_out_is_said_in_a_sentence():
    batches = lambda size: tf.data.Dataset.from_tensor_slices(np.zeros((size, 2), "float32")).batch(size, True)
    machines.check_shares(TWO, batches(6))
    machines.check_shares(tf.distribute.get_strategy(), batches(5), n_critic=3)
    with pytest.raises(
        ValueError, match="a batch of 5 cannot be shared out evenly to 2 replicas: choose a multiple of 2"
    ):
        machines.check_shares(TWO, batches(5))
    with pytest.raises(ValueError, match=r"n_critic is 3.*train with n_critic=1, or without a strategy"):
        machines.check_shares(TWO, batches(6), n_critic=3)


def test_a_worker_that_fails_is_named_with_what_it_said():
    fails = [sys.executable, "-c", "import sys; sys.exit('no luck')"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with pytest.raises(RuntimeError, match="a worker ended with 1: no luck"):
        workers.finished(workers.started(fails, 2, **pipes))
    sleeps = [sys.executable, "-c", "import time; time.sleep(600)"]
    processes = workers.started(sleeps, 2, **pipes)
    with pytest.raises(RuntimeError, match="so all were stopped"):
        workers.finished(processes, seconds=0.1)
    assert all(process.poll() is not None for process in processes)
