"""Training on several processes of this machine, which talk over loopback as machines would over their network.

`cost` says what a step takes beside one process with the same batch, each on one thread, as if every process were a
machine with one core: half the arithmetic for each, and gradients to exchange. Where fewer cores than processes are
free, only the price shows.

The module is also the worker that `cost` measures: `python -m gan_course.experiments.workers STEPS BATCH_SIZE`.
"""

import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import time

LOOPBACK = "127.0.0.1"


def started(command, n, threads=None, **settings):
    """Start n processes with one command; `TF_CONFIG` tells each who it is and where the others listen.

    Args:
        command: list of texts, as `subprocess.Popen` takes it.
        n: how many; number 0 is the chief.
        threads: that TensorFlow computes with in each; by default as many as there are cores.
        settings: of `subprocess.Popen`, for each.

    Returns:
        List of n `subprocess.Popen`.
    """
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(n)]
        for each in sockets:
            each.bind((LOOPBACK, 0))  # port 0: one that is free
        workers = [f"{LOOPBACK}:{each.getsockname()[1]}" for each in sockets]
    # A proxy has no business between them, and two processes cannot share a GPU in this way.
    env = os.environ | {"CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3", "no_proxy": LOOPBACK}
    env |= {"TF_NUM_INTRAOP_THREADS": str(threads), "TF_NUM_INTEROP_THREADS": str(threads)} if threads else {}
    tell = lambda i: {"TF_CONFIG": json.dumps({"cluster": {"worker": workers}, "task": {"type": "worker", "index": i}})}
    return [subprocess.Popen(command, env=env | tell(i), **settings) for i in range(n)]


def finished(processes, seconds=600):
    """Wait until all processes have ended and return what each printed; no process is left behind.

    Args:
        processes: of `started`, with pipes for stdout and stderr, as text.
        seconds: that each may take.

    Raises:
        RuntimeError: when one ends with an error or takes longer, with the end of what it said.
    """
    try:
        said = [process.communicate(timeout=seconds) for process in processes]
    except subprocess.TimeoutExpired:
        raise RuntimeError(f"a worker had not ended after {seconds} s, so all were stopped") from None
    finally:
        for process in processes:
            process.kill()
            process.wait()
            process.stdout.close()
            process.stderr.close()
    for process, (_, errors) in zip(processes, said, strict=True):
        if process.returncode:
            raise RuntimeError(f"a worker ended with {process.returncode}: {errors[-2000:]}")
    return [out for out, _ in said]


def cost(steps=40, batch_size=64, repeats=3, most=2):
    """Measure a step of the course's DCGAN, in turns by one process and by `most`, which share each batch.

    Args:
        steps: that are timed, after two that are not.
        batch_size: of all together; a multiple of `most`.
        repeats: how often; each starts processes of its own, some ten seconds before their first step.
        most: processes.

    Returns:
        Dictionary of number of processes -> list of `repeats` floats, milliseconds a step.

    Raises:
        RuntimeError: when a process fails.
    """
    command = [sys.executable, "-m", "gan_course.experiments.workers", str(steps), str(batch_size)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    found = {1: [], most: []}
    for _ in range(repeats):
        for n, values in found.items():
            said = finished(started(command, n, threads=1, **pipes))
            values.append(max(float(text.splitlines()[-1]) for text in said))
    return found


def slowdown(found):
    """Return how many times as long a step takes with the most processes as with one: the median of the pairs.

    >>> slowdown({1: [10.0, 20.0, 10.0], 2: [15.0, 60.0, 20.0]})
    2.0
    """
    one, several = found[min(found)], found[max(found)]
    return statistics.median(b / a for a, b in zip(one, several, strict=True))


def _worker(steps, batch_size):
    """Be one of the processes: train, and print how many milliseconds a step took."""
    import keras
    import tensorflow as tf

    from gan_utils import data, models, training

    class Clock(keras.callbacks.Callback):
        def on_train_batch_end(self, batch, logs=None):
            if batch == 1:
                self.began = time.perf_counter()

    strategy = tf.distribute.MultiWorkerMirroredStrategy()
    with strategy.scope():
        gan = training.GAN(
            models.dcgan_generator((28, 28, 1), width=32, seed=1), models.dcgan_discriminator((28, 28, 1), seed=2)
        )
        gan.compile(jit_compile=False)
    clock = Clock()
    gan.fit(data.load("mnist5k").batches(batch_size, seed=0).repeat().take(steps + 2), callbacks=[clock])
    print(1000 * (time.perf_counter() - clock.began) / steps)


if __name__ == "__main__":
    _worker(*map(int, sys.argv[1:]))
