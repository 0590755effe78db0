"""A run that is killed at random moments until it ends: every attempt is a process of its own, killed with SIGKILL.

    python killed_run.py FOLDER KILLS SEED

trains once without interruption, then again under a `Checkpoint` that writes after each step, killed KILLS times, and
prints as JSON what happened and whether both ended alike. TensorFlow is imported once; each attempt is a fork of that
import in which nothing has run yet, so it starts in a second as a new process would in ten.
"""

import hashlib
import json
import os
import random
import signal
import sys
import time
import traceback
from pathlib import Path

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
import numpy as np
import tensorflow as tf

from gan_utils import _npz, data, models, training
from gan_utils.training.history import state_variables

EPOCHS = 20  # of 11 batches each
SLOW = 0.08  # seconds that the writing of a checkpoint is drawn out to, so that kills meet it


def train(folder=None, result=None, mark=None):
    """Train to the end and write what came out to `result`; with a `mark`, draw out the writing of checkpoints."""
    tf.config.experimental.enable_op_determinism()
    keras.utils.set_random_seed(os.getpid() if folder else 0)  # other weights each time: a checkpoint must bring them
    if folder and not list(Path(folder).glob("step-*.npz")):
        keras.utils.set_random_seed(0)
    dropping = [keras.Input((8, 8, 1)), keras.layers.Flatten(), keras.layers.Dense(16, activation="relu")]
    gan = training.GAN(
        models.mlp_generator((8, 8, 1), 4, (16,)),
        keras.Sequential([*dropping, keras.layers.Dropout(0.3), keras.layers.Dense(1)]),
        seed=3,
    )
    gan.compile(loss="wasserstein", penalty="gradient_penalty", penalty_weight=10.0, ema_decay=0.9, jit_compile=False)
    tf.random.set_seed(7)
    batches = data.load("digits").batches(128, seed=5)
    callbacks = [] if folder is None else [training.Checkpoint(folder, every=1, resume=True)]
    if mark is not None:
        draw_out(mark)
    history = gan.fit(batches, epochs=EPOCHS, callbacks=callbacks)
    values = [variable.numpy() for variable in state_variables(gan)]
    digest = hashlib.sha256(b"".join(np.ascontiguousarray(value).tobytes() for value in values)).hexdigest()
    said = {
        "step": int(gan.step.value),
        "weights": digest,
        "history": history.history,
        "epochs": history.epoch,
    }
    Path(result).write_text(json.dumps(said))


def draw_out(mark):
    """Make each checkpoint take a while before and after its seal, and have the file `mark` exist meanwhile."""
    seal = _npz.seal

    def slowly(path):
        mark.touch()
        time.sleep(SLOW / 2)
        seal(path)
        time.sleep(SLOW / 2)
        mark.unlink()

    _npz.seal = slowly


def attempt(log, *arguments):
    """Fork a process that trains; return its id."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        with open(log, "a") as out:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
            train(*arguments)
            status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(status)


def newest(folder):
    return max((int(path.stem[5:]) for path in folder.glob("step-*.npz")), default=0)


def kill_at_random(how, child, folder, mark, draw):
    """Kill `child` at a random moment and return whether that was before its end.

    Args:
        how: "starting", any moment of the first second; "training", up to 0.4 s after its first new checkpoint;
            "writing", as "training" and then at once or in the middle of a file.
    """
    began, before, after = (
        time.monotonic(),
        newest(folder),
        draw.uniform(0.0, 1.0 if how == "starting" else 0.4),
    )
    deadline = began + after if how == "starting" else None
    while os.waitpid(child, os.WNOHANG) == (0, 0):
        now = time.monotonic()
        if deadline is None and newest(folder) > before:
            deadline = now + after
        if deadline is not None and now >= deadline and (how != "writing" or mark.exists()):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return True
        time.sleep(0.001)
    return False


def main(folder, kills, seed):
    folder, draw = Path(folder), random.Random(seed)
    runs, mark, log = folder / "runs", folder / "writing", folder / "log"
    runs.mkdir(parents=True)
    os.waitpid(attempt(log, None, folder / "whole.json"), 0)
    moments = ["starting"] * (kills // 5) + ["writing"] * (kills // 2)
    moments += ["training"] * (kills - len(moments))
    draw.shuffle(moments)
    said = {"killed": [], "at_step": [], "half_files": 0}
    for how in moments:
        mark.unlink(missing_ok=True)
        child = attempt(log, runs, folder / "killed.json", mark if how == "writing" else None)
        if not kill_at_random(how, child, runs, mark, draw):
            break
        said["killed"].append(how)
        said["at_step"].append(newest(runs))
        said["half_files"] += len(list(runs.glob(".step-*")))
    if not (folder / "killed.json").exists():
        os.waitpid(attempt(log, runs, folder / "killed.json"), 0)
    whole, resumed = (json.loads((folder / f"{name}.json").read_text()) for name in ("whole", "killed"))
    said |= {"last_step": resumed["step"], "same": {key: whole[key] == resumed[key] for key in whole}}
    print(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
