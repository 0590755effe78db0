"""A short run on one replica, on two in this process, or on one in each of two processes.

    python run_on_replicas.py mirrored
    python run_on_replicas.py worker FOLDER [STEP]     (STEP: of 8, 4 an epoch)

The first prints as JSON how far the run on two replicas, and faulty forms of it, end from the run on one. The second is
one of several processes that `TF_CONFIG` describes: it goes on from FOLDER, writes its weights and history there, and
is killed at STEP if it is not the chief.
"""

import json
import os
import signal
import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from gan_utils import _random, data, models, training
from gan_utils.training.players import Players

EPOCHS, STEPS_AN_EPOCH = 2, 4


def train(strategy, callbacks=(), epochs=EPOCHS):
    """Train a pair without batch normalisation, by a loss that compares row by row; return it and its history.

    SGD shows a gradient of another size, which Adam would hide.
    """
    with strategy.scope():
        gan = training.GAN(
            models.mlp_generator((8, 8, 1), 4, (8,), seed=1), models.mlp_discriminator((8, 8, 1), (8,), seed=2), seed=3
        )
        sgd = lambda: keras.optimizers.SGD(0.05, momentum=0.5)
        penalty = {"penalty": "r1", "penalty_weight": 0.1}
        gan.compile(loss="relativistic", g_optimizer=sgd(), d_optimizer=sgd(), ema_decay=0.9, **penalty)
    tf.random.set_seed(4)
    batches = data.load("digits").batches(32, seed=5).take(STEPS_AN_EPOCH)
    return gan, gan.fit(batches, epochs=epochs, callbacks=list(callbacks)).history


def distance(these, those):
    """Return the largest difference of two lists of arrays."""
    return max(float(np.abs(a - b).max()) for a, b in zip(these, those, strict=True))


class Killed(keras.callbacks.Callback):
    """Kills its process at the end of a step."""

    def __init__(self, at):
        super().__init__()
        self.at = at

    def on_train_batch_end(self, batch, logs=None):
        if self.model.steps_done == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


def mirrored():
    """Print the distances of runs on two logical processors from the run on one."""
    processor = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(processor, [tf.config.LogicalDeviceConfiguration()] * 2)
    expected, _ = train(tf.distribute.get_strategy())
    found = {}
    each_its_own = lambda self, n, width, draw: _random.normal((n, width), self._stream(draw))
    summed = lambda self, optimizer, loss: optimizer.scale_loss(loss)
    for name, faults in (("as it is", {}), ("noise", {"_noise": each_its_own}), ("sum", {"_scaled": summed})):
        kept = {key: getattr(Players, key) for key in faults}
        for key, fault in faults.items():
            setattr(Players, key, fault)
        gan, _ = train(tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"]))
        for key, method in kept.items():
            setattr(Players, key, method)
        found[name] = distance(gan.get_weights(), expected.get_weights())
    print(json.dumps(found))


def worker(folder, killed_at=None):
    """Be one of several processes."""
    number = json.loads(os.environ["TF_CONFIG"])["task"]["index"]
    strategy = tf.distribute.MultiWorkerMirroredStrategy()
    own = Path(folder) / f"run-{number}"  # where there is one, as if the machines did not share their folder
    run = own if own.exists() else Path(folder) / "run"
    callbacks = [training.Checkpoint(run, every=1, resume=True)]
    callbacks += [Killed(int(killed_at))] if killed_at and number else []
    gan, history = train(strategy, callbacks)
    np.savez(Path(folder) / f"weights-{number}.npz", *gan.get_weights())
    print(json.dumps(history))


if __name__ == "__main__":
    {"mirrored": mirrored, "worker": worker}[sys.argv[1]](*sys.argv[2:])
