"""Checkpoints: everything a run needs to go on, in files that are either whole or absent."""

from pathlib import Path

import keras
import numpy as np

from gan_utils import _files
from gan_utils.training.history import HISTORY_KEYS, state_variables


class Checkpoint(keras.callbacks.Callback):
    """Write the whole state of a run to `folder` every `every` epochs, and at the end.

    The state is both networks, the moving average, both optimizers, the step and the history. Each checkpoint is
    one .npz written under a temporary name, hashed, and renamed; the newest `keep` stay.

    Args:
        folder: where the checkpoints go; made when missing.
        every: epochs between two checkpoints.
        keep: how many to keep.
        resume: whether training starts from the newest whole checkpoint in `folder`, if there is one.

    Raises:
        ValueError: on resuming, when the checkpoint's arrays do not fit the networks, naming the first difference.
    """

    def __init__(self, folder, every=1, keep=3, resume=False):
        super().__init__()
        self.folder, self.every, self.keep, self.resume = Path(folder), every, keep, resume

    def on_train_begin(self, logs=None):
        self.past = {key: [] for key in HISTORY_KEYS}
        if self.resume:
            self.restore(self.model)

    def on_epoch_end(self, epoch, logs=None):
        if (epoch + 1) % self.every == 0:
            self.save()

    def on_train_end(self, logs=None):
        self.save()

    def save(self):
        """Write a checkpoint of the model now; return its path."""
        history = {
            key: self.past.get(key, []) + list(values) for key, values in self.model.run_history.items()
        }
        arrays = {f"v{i:04d}": variable.numpy() for i, variable in enumerate(state_variables(self.model))}
        arrays |= {f"history/{key}": np.asarray(values, np.float64) for key, values in history.items()}
        arrays["hash"] = np.array(_files.array_hash(arrays))
        path = self.folder / f"step-{int(self.model.step.value):08d}.npz"
        _files.save_arrays(path, arrays, compressed=False)
        for old in self.paths()[: -self.keep]:
            old.unlink(missing_ok=True)
        return path

    def paths(self):
        """Return the checkpoints in the folder, oldest first."""
        return sorted(self.folder.glob("step-*.npz"))

    def restore(self, model):
        """Put the newest whole checkpoint into `model`; return its step, or None when there is none.

        A damaged checkpoint is passed over with a line that says so.
        """
        for path in reversed(self.paths()):
            arrays = _whole(path)
            if arrays is None:
                print(f"{path.name} is damaged and was passed over; trying the checkpoint before it.")
                continue
            values = [arrays[key] for key in sorted(arrays) if key.startswith("v")]
            _assign(state_variables(model), values, path)
            self.past = {
                key.removeprefix("history/"): value.tolist()
                for key, value in arrays.items()
                if key.startswith("history/")
            }
            return int(model.step.value)
        return None


def _whole(path):
    """Return the arrays of a checkpoint, or None when it cannot be read or its hash is wrong."""
    try:
        arrays = _files.load_arrays(path)
        claimed = str(arrays.pop("hash"))
    except Exception:  # a damaged zip raises many kinds of error
        return None
    return arrays if _files.array_hash(arrays) == claimed else None


def _assign(variables, values, path):
    if len(variables) != len(values):
        raise ValueError(
            f"{path.name} holds {len(values)} arrays but this GAN has {len(variables)}: "
            "build and compile it as it was when the checkpoint was written, or choose another folder"
        )
    for variable, value in zip(variables, values, strict=True):
        if tuple(variable.shape) != value.shape:
            raise ValueError(
                f"{path.name} has shape {value.shape} where this GAN has {tuple(variable.shape)} ({variable.path}): "
                "build it as it was when the checkpoint was written, or choose another folder"
            )
    for variable, value in zip(variables, values, strict=True):
        variable.assign(value)
