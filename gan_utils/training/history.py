"""What a run leaves behind: a value for each step, and good weights to fall back to."""

import warnings

import keras
import numpy as np

from gan_utils.data.order import roots_of
from gan_utils.training.executing import after_several

HISTORY_KEYS = ("d_real_term", "d_fake_term", "g_loss", "d_x", "d_g_z")


class StepHistory(keras.callbacks.History):
    """The history of a run with one float for each step, and the place that the run has come to.

    `.history` maps `d_real_term`, `d_fake_term`, `g_loss`, `d_x` (mean σ(D(x))), `d_g_z` (mean σ(D(G(z))), before
    the discriminator's update) and, with a penalty, `penalty` to lists of equal length.

    Args:
        batches: what the run trains on.
        initial_epoch: the first epoch's number.
        keys: of the values that each step leaves.

    Attributes:
        epoch: the numbers of the epochs that are done.
        epoch_now, batches_done: the epoch under way, and how many of its batches have been learnt from.
        starts: the pass (see `data.order.Order`) at which each shuffled source of the batches began this epoch.
        spoilt: whether the last step of the run left what is not finite.
        in_step: whether a step is under way, so that networks and history do not belong together.
    """

    def __init__(self, batches=None, initial_epoch=0, keys=HISTORY_KEYS):
        super().__init__()
        self.history = {key: [] for key in keys}
        self.epoch, self.epoch_now, self.batches_done, self.in_step = [], initial_epoch, 0, False
        self.spoilt = False
        self.orders = [root.order for root in roots_of(batches)]
        self.starts = [order.position for order in self.orders]
        self.length = int(batches.cardinality()) if batches is not None else -1

    def on_train_begin(self, logs=None):
        """Keep what there is: Keras would forget the epochs of a run that goes on."""

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch_now = epoch
        self.seek()

    @after_several
    def on_train_batch_begin(self, batch, logs=None):
        self.in_step = True

    @after_several
    def on_train_batch_end(self, batch, logs=None):
        for key, values in self.model.execution.values.items():
            self.history.setdefault(key, []).extend(values)
        self.batches_done += self.model.execution.steps
        self.in_step = False

    def on_epoch_end(self, epoch, logs=None):
        self.in_step, known = False, self.length >= 0  # Keras begins a step also where there are no more batches
        if self.spoilt or self.batches_done < self.length or (not known and self.model.stop_training):
            return  # stopped in the middle of it
        self.epoch.append(epoch)
        # Where Keras knows how many batches there are, it opens an epoch's iterator a second time and reads nothing.
        # Skipping that pass keeps the order of every run from before orders could be sought.
        self.starts = [order.position + known for order in self.orders]
        self.epoch_now, self.batches_done = epoch + 1, 0
        self.seek()

    def spoil(self, steps):
        """Forget the last so many steps, which came after one that left what is not finite."""
        self.spoilt = True
        self.batches_done -= steps
        for values in self.history.values():
            del values[len(values) - steps :]

    def seek(self):
        """Have the batches start again at the pass with which this epoch began, whoever drew from them since."""
        for order, start in zip(self.orders, self.starts, strict=True):
            order.position = start


class GoodWeights(keras.callbacks.Callback):
    """Stop at the first loss that is not finite, and put back the last weights known to be good.

    Args:
        every: steps between two copies of the weights.
    """

    def __init__(self, every=50):
        super().__init__()
        self.every = every

    def on_train_begin(self, logs=None):
        self.steps = len(self.model.run_history["g_loss"])  # of a run that goes on, those before count
        self._copy()

    def due_in(self):
        """Return after how many steps there are weights to copy."""
        return self.every - self.steps % self.every

    @after_several
    def on_train_batch_end(self, batch, logs=None):
        found = self.model.execution.values
        finite = np.isfinite(list(found.values()))  # a row for each key
        before, self.steps = self.steps, self.steps + finite.shape[1]
        if finite.all():
            if self.steps % self.every == 0:
                self._copy()
            return
        first = int(np.argmin(finite.all(axis=0)))
        bad = ", ".join(key for key, fine in zip(found, finite[:, first], strict=True) if not fine)
        self.model._steps.spoil(finite.shape[1] - first - 1)
        self.steps = before + first + 1
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
    optimizers = [each for each in (model.g_optimizer, model.d_optimizer) if each is not None]
    variables = [*model.variables, *(variable for each in optimizers for variable in each.variables)]
    return list({id(variable): variable for variable in variables}.values())


def merge_histories(*histories):
    """Return one dictionary of per-step lists from several runs, one after the other.

    >>> merge_histories({"g_loss": [1.0]}, {"g_loss": [2.0]})
    {'g_loss': [1.0, 2.0]}
    """
    dictionaries = [getattr(history, "history", history) for history in histories]
    return {key: [value for one in dictionaries for value in one.get(key, [])] for key in dictionaries[0]}
