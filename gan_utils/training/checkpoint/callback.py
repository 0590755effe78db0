"""`Checkpoint`, the callback that keeps a run and goes on with it."""

import contextlib
import json
import warnings
from pathlib import Path

import keras
import numpy as np

from gan_utils import _files
from gan_utils.training import machines
from gan_utils.training.checkpoint import fingerprint
from gan_utils.training.checkpoint import folder as folders
from gan_utils.training.executing import STEPS_AT_ONCE, after_several
from gan_utils.training.history import state_variables

LIMIT = 2**34  # bytes that the arrays of one checkpoint may take


class Checkpoint(keras.callbacks.Callback):
    """Keep a run in files, so that it can go on as if nothing had happened after an interrupt, a crash or a reboot.

    A checkpoint holds both networks, the moving average, both optimizers, the layers' random states, the step (from
    which, with the seed, all noise is drawn), the history, and the place in the data. Each is one .npz that is
    written under a temporary name, sealed with a hash, and renamed: a reader never sees half of one. One is also
    written when training ends, is stopped or is interrupted. A full disk costs a warning, not the run.

    Resumed by `fit`, the run ends with the very weights and history of one that was never interrupted (on a CPU,
    or with `tf.config.experimental.enable_op_determinism()`), if the batches come from `ImageDataset.batches` or
    in a fixed order. `fit(…, epochs=N)` then means N epochs in all.

    Of several processes that train together the chief writes, and all go on from what it wrote: the folder must be one
    that all of them see.

    Args:
        folder: where the checkpoints go; made when missing. One run at a time may use it.
        every: "epoch", or a number of steps between two checkpoints.
        keep: how many of the newest stay.
        resume: whether `fit` goes on from the newest whole checkpoint in `folder`, if there is one.

    Attributes:
        problem: what kept the last checkpoint from being written, in a sentence; None when nothing did.
        say: called with each line about what the run goes on with; `print` by default.

    Raises:
        ValueError: for settings out of range; in `fit`, naming what differs, when the networks, loss, optimizers,
            penalty or data are not those of the checkpoint; and when a run that does not resume would mix its
            checkpoints with later ones of another.
        RuntimeError: in `fit`, when another run is using the folder.

    >>> import tempfile
    >>> from gan_utils import data, models, training
    >>> batches = data.load("digits").batches(256, seed=0)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for epochs in (1, 3):  # stands in for two sessions
    ...         gan = training.GAN(models.mlp_generator((8, 8, 1), 4, (8,)), models.mlp_discriminator((8, 8, 1), (8,)))
    ...         gan.compile()
    ...         history = gan.fit(batches, epochs=epochs, callbacks=[Checkpoint(folder, resume=True)])
    Going on from step-00000005.npz: epoch 2, 0 of 5 batches done.
    >>> len(history.history["g_loss"])
    15
    """

    def __init__(self, folder, every="epoch", keep=3, resume=False):
        super().__init__()
        if every != "epoch" and (not isinstance(every, int) or every < 1):
            raise ValueError(
                f'every must be "epoch" or a number of steps of at least 1, got {every!r}: '
                'write every="epoch", or every=500 for one in 500 steps'
            )
        if not isinstance(keep, int) or keep < 1:
            raise ValueError(f"keep must be a whole number of at least 1, got {keep!r}: 3 is usual")
        self.folder, self.every, self.keep, self.resume = Path(folder), every, keep, resume
        self.saved, self.problem, self.say, self.writes = None, None, print, True

    # -- around a run: called by GAN.fit ---------------------------------------------------------------------------

    @contextlib.contextmanager
    def running(self, gan, steps, batches):
        """Hold the folder while a run lasts, and first put the run where the newest checkpoint says it was."""
        strategy = gan.distribute_strategy
        self.writes = machines.writes(strategy)
        with folders.locked(self.folder) if self.writes else contextlib.nullcontext():
            self.set_model(gan)
            self.steps, self.saved = steps, None
            self.settings = fingerprint.describe(gan, batches)
            with machines.together(strategy, lambda: gan.steps_done, self.folder):
                if self.resume:
                    self._go_on(batches)
                else:
                    self._refuse_later_ones()
            self.first_step = gan.steps_done - len(steps.history["g_loss"])
            yield

    def due_in(self):
        """Return after how many steps there is something to write, before the end of the epoch."""
        return self.every - self.model.steps_done % self.every if self.every != "epoch" else STEPS_AT_ONCE

    @after_several
    def on_train_batch_end(self, batch, logs=None):
        if self.every != "epoch" and self.model.steps_done % self.every == 0:
            self.save()

    def on_epoch_end(self, epoch, logs=None):
        if self.every == "epoch" and self.steps.batches_done == 0:
            self.save()

    def on_train_end(self, logs=None):
        self.save()

    def on_interrupt(self):
        """Keep where an interrupt found the run, unless it tore a step in two."""
        self.save()

    # -- writing ---------------------------------------------------------------------------------------------------

    def save(self):
        """Write a checkpoint of the run under way and return its path, or None where there is none to write.

        None is written twice for the same step, nor for networks that are not finite or whose history is another's,
        as after a loss that was not finite: such a run goes on from the checkpoint before.
        """
        step = self.model.steps_done
        torn = self.steps.in_step or step - self.first_step != len(self.steps.history["g_loss"])
        if torn or self.saved == step or not self.writes:
            return None
        values = [variable.numpy() for variable in state_variables(self.model)]
        if not all(np.isfinite(value).all() for value in values if value.dtype.kind == "f"):
            return None
        path = self.folder / f"step-{step:08d}.npz"
        try:
            _files.save_arrays(path, self._arrays(values), compressed=False)
        except OSError as problem:
            self._warn(step, problem)
            return None
        self.saved, self.problem = step, None
        for old in self.paths()[: -self.keep]:
            old.unlink(missing_ok=True)
        return path

    def _arrays(self, values):
        steps = self.steps
        place = {
            "epoch": steps.epoch_now,
            "batches": steps.batches_done,
            "passes": steps.starts,
            "passes_now": [order.position for order in steps.orders],
            "epochs_done": steps.epoch,
        }
        arrays = {f"v{i:04d}": value for i, value in enumerate(values)}
        arrays |= {f"history/{key}": np.asarray(value, np.float64) for key, value in steps.history.items()}
        return arrays | {"run": np.array(json.dumps({"place": place, "settings": self.settings}))}

    def _warn(self, step, problem):
        """Say once, until a checkpoint is written again, that training goes on without."""
        if self.problem:
            return
        kept = [path.name for path in self.paths()]
        self.problem = f"The checkpoint of step {step} could not be written ({problem}). Training goes on, and " + (
            f"{kept[-1]} is still the newest." if kept else "there is none to go back to yet."
        )
        warnings.warn(self.problem, RuntimeWarning, stacklevel=2)

    # -- reading ---------------------------------------------------------------------------------------------------

    def paths(self):
        """Return the checkpoints in the folder, oldest first."""
        return folders.checkpoints(self.folder)

    def put_aside(self):
        """Move the checkpoints into a folder `earlier-1`, `earlier-2`, … beside them; the next run starts afresh.

        Returns:
            The path of that folder, or None when there was nothing to move.

        Raises:
            RuntimeError: when a run is using the folder.
        """
        with folders.locked(self.folder):
            paths = self.paths()
            if not paths:
                return None
            aside = next(path for i in range(1, 10**6) if not (path := self.folder / f"earlier-{i}").exists())
            aside.mkdir()
            for path in paths:
                path.rename(aside / path.name)
            return aside

    def restore(self, model):
        """Put the networks and optimizers of the newest whole checkpoint into `model`; return its step, or None.

        For a look at an earlier run: `fit` with `resume=True` also takes up history and data. A damaged checkpoint
        is passed over with a line that says so.

        Raises:
            ValueError: when the networks are not those of the checkpoint, naming what differs.
        """
        path, arrays, _ = self._newest()
        if path is None:
            return None
        run = json.loads(str(arrays["run"]))
        here = fingerprint.networks(model)
        _compare(path, here, {name: value for name, value in run["settings"].items() if _of_network(name)})
        _assign(state_variables(model), arrays, path)
        return model.steps_done

    def _newest(self):
        """Return (path, arrays, paths of later ones that are damaged) of the newest whole one, or (None, None, …)."""
        damaged = []
        for path in reversed(self.paths()):
            try:
                arrays = _files.load_arrays(path, limit=LIMIT, sealed=True)
                if "run" in arrays:
                    return path, arrays, damaged
            except (ValueError, OSError):
                pass
            self.say(f"{path.name} is damaged and was passed over; trying the checkpoint before it.")
            damaged.append(path)
        return None, None, damaged

    def _go_on(self, batches):
        path, arrays, damaged = self._newest()
        if path is not None:
            run = json.loads(str(arrays["run"]))
            _compare(path, self.settings, run["settings"])
            _assign(state_variables(self.model), arrays, path)
            self._put_back(run["place"], arrays)
            whole = f" of {self.steps.length}" if self.steps.length > 0 else ""
            self.say(
                f"Going on from {path.name}: epoch {self.steps.epoch_now + 1}, "
                f"{self.steps.batches_done}{whole} batches done."
            )
            if not fingerprint.repeatable(batches):
                self.say(
                    "These batches shuffle themselves, so their order starts afresh: ImageDataset.batches can go on."
                )
            self.saved = self.model.steps_done
        for later in damaged if self.writes else ():  # out of the way of those that the run is going to write
            later.replace(later.with_suffix(".damaged"))

    def _put_back(self, place, arrays):
        steps = self.steps
        for name, values in arrays.items():
            if name.startswith("history/"):
                steps.history[name.removeprefix("history/")] = values.tolist()
        steps.epoch, steps.epoch_now = place["epochs_done"], place["epoch"]
        steps.batches_done, steps.starts = place["batches"], place["passes"]
        for order, position in zip(steps.orders, place["passes_now"], strict=True):
            order.position = position

    def _refuse_later_ones(self):
        later = [path.name for path in self.paths() if folders.step_of(path) > self.model.steps_done]
        if later:
            raise ValueError(
                f"{self.folder} holds {later[-1]} of a run that is further than this GAN (step "
                f"{self.model.steps_done}): Checkpoint(…, resume=True) goes on with that run; to start afresh, "
                "choose another folder, or move its checkpoints with Checkpoint(…).put_aside()"
            )


def _of_network(name):
    return ", layer " in name.partition("(")[0]


def _compare(path, here, there):
    found = fingerprint.differences(here, there)
    if found:
        raise ValueError(
            f"this run is not the one in {path.name}: {'; '.join(found)}. Build it as it was when the checkpoint was "
            "written, or choose another folder"
        )


def _assign(variables, arrays, path):
    values = [arrays[key] for key in sorted(arrays) if key.startswith("v")]
    shapes = [tuple(variable.shape) for variable in variables]
    if shapes != [value.shape for value in values]:
        raise ValueError(
            f"{path.name} holds {len(values)} arrays that do not fit the {len(variables)} of this GAN: "
            "build and compile it as it was when the checkpoint was written, or choose another folder"
        )
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
