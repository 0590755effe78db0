"""What a run leaves behind: a value for each step, and good weights to fall back to."""

import warnings

import keras
import numpy as np

HISTORY_KEYS = ("d_real_term", "d_fake_term", "g_loss", "d_x", "d_g_z")


class StepHistory(keras.callbacks.History):
    """The history of a run with one float for each step.

    `.history` maps `d_real_term`, `d_fake_term`, `g_loss`, `d_x` (mean σ(D(x))), `d_g_z` (mean σ(D(G(z))), before
    the discriminator's update) and, with a penalty, `penalty` to lists of equal length.
    """

    def __init__(self):
        super().__init__()
        self.history = {key: [] for key in HISTORY_KEYS}

    def on_train_begin(self, logs=None):
        self.epoch = []

    def on_train_batch_end(self, batch, logs=None):
        for key, value in (logs or {}).items():
            self.history.setdefault(key, []).append(float(value))

    def on_epoch_end(self, epoch, logs=None):
        self.epoch.append(epoch)


class GoodWeights(keras.callbacks.Callback):
    """Stop at the first loss that is not finite, and put back the last weights known to be good.

    Args:
        every: steps between two copies of the weights.
    """

    def __init__(self, every=50):
        super().__init__()
        self.every = every

    def on_train_begin(self, logs=None):
        self.steps = 0
        self._copy()

    def on_train_batch_end(self, batch, logs=None):
        self.steps += 1
        if all(np.isfinite(float(value)) for value in (logs or {}).values()):
            if self.steps % self.every == 0:
                self._copy()
            return
        bad = ", ".join(key for key, value in logs.items() if not np.isfinite(float(value)))
        for variable, value in zip(state_variables(self.model), self.good, strict=True):
            variable.assign(value)
        self.model.stop_training = True
        warnings.warn(
            f"Training stopped at step {self.steps}: {bad} is not finite. The networks are back at step "
            f"{self.good_step}, the last with good weights. Try a smaller learning rate, a gradient penalty, or "
            "real images in [-1, 1].",
            RuntimeWarning,
            stacklevel=2,
        )

    def _copy(self):
        values = [np.copy(variable.numpy()) for variable in state_variables(self.model)]
        if all(np.isfinite(value).all() for value in values if value.dtype.kind == "f"):
            self.good, self.good_step = values, self.steps


def state_variables(model):
    """Return every variable that the future of a run depends on, in a fixed order."""
    variables = [*model.variables, *model.g_optimizer.variables, *model.d_optimizer.variables]
    return list({id(variable): variable for variable in variables}.values())


def merge_histories(*histories):
    """Return one dictionary of per-step lists from several runs, one after the other.

    >>> merge_histories({"g_loss": [1.0]}, {"g_loss": [2.0]})
    {'g_loss': [1.0, 2.0]}
    """
    dictionaries = [getattr(history, "history", history) for history in histories]
    return {key: [value for one in dictionaries for value in one.get(key, [])] for key in dictionaries[0]}
