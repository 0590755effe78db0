"""Several steps in one call of TensorFlow: a small network spends much of its step on the way from Python and back."""

import time

import keras
import tensorflow as tf

STEPS_AT_ONCE = 10
SECONDS_AT_ONCE = 0.25  # about as long as an interrupt is kept waiting, but for a step that takes longer
_HOOKS = ("on_batch_begin", "on_batch_end", "on_train_batch_begin", "on_train_batch_end")


class Execution:
    """What a model and its run tell each other about the calls of TensorFlow.

    Attributes:
        values: what each step of the last call left, a dictionary of lists of one float a step.
        at: the number of the next step in its epoch.
        seconds: how long a step of the last call took. A run begins with a call of one step, whose time says little,
            since it is traced.
        turns: the callbacks of the run under way, a `Turns`; None between runs.
    """

    def __init__(self):
        self.values, self.at, self.seconds, self.turns = {}, 0, SECONDS_AT_ONCE, None

    @property
    def steps(self):
        """How many steps the last call did."""
        return len(next(iter(self.values.values()), ()))

    def next_steps(self, wanted):
        """Return how many steps the next call does, 1 to `wanted`.

        It is no more than the time allows, and than there are until a callback has something to do: one with a method
        `due_in()` says after how many steps that is.
        """
        due = (callback.due_in() for callback in self.turns.callbacks if hasattr(callback, "due_in"))
        return max(1, min(wanted, int(SECONDS_AT_ONCE / self.seconds), *due))

    def noted(self, values):
        """Keep the values of the steps just done, and return those of the last."""
        self.values = values
        self.at += self.steps
        return {key: each[-1] for key, each in values.items()}


class Turns(keras.callbacks.CallbackList):
    """The callbacks of a run, which have their turn after each call of TensorFlow.

    One step of Keras' `fit` may be several such calls, and two of its calls may be one run, as where an epoch is gone
    on with: it begins once, and it ends with the `last`.
    """

    begun = last = told = False

    def on_train_begin(self, logs=None):
        if not self.begun:
            self.begun = True
            super().on_train_begin(logs)

    def on_train_end(self, logs=None):
        if self.last:
            super().on_train_end(logs)

    def on_train_batch_begin(self, batch, logs=None):
        self._model.execution.at, self.told = batch, False
        super().on_train_batch_begin(batch, logs)

    def on_train_batch_end(self, batch, logs=None):
        if not self.told:
            super().on_train_batch_end(self._model.execution.at - 1, logs)  # Keras counts up to the next ten

    def between_calls(self, logs):
        """Do what Keras does after a call and before the next; return whether there is to be a next."""
        self.on_train_batch_end(None, logs)
        self.told = self._model.stop_training
        if not self.told:
            super().on_train_batch_begin(self._model.execution.at)
        return not self.told


def after_several(hook):
    """Mark a callback's hook as one that may be called once for several steps; see `model.execution.values`.

    >>> class Clock(keras.callbacks.Callback):
    ...     @after_several
    ...     def on_train_batch_end(self, batch, logs=None): ...
    >>> steps_at_once([Clock()]), steps_at_once([keras.callbacks.TerminateOnNaN()])
    (10, 1)
    """
    hook.after_several = True
    return hook


def steps_at_once(callbacks):
    """Return how many steps one call may do: one where a callback looks at each, which makes it known by a hook."""
    return 1 if any(_looks_at_each(callback) for callback in callbacks) else STEPS_AT_ONCE


def _looks_at_each(callback):
    for name in _HOOKS:
        hook, plain = getattr(callback, name), getattr(keras.callbacks.Callback, name)
        if getattr(hook, "__func__", hook) is not plain and not getattr(hook, "after_several", False):
            return True
    return False


def train_function(model):
    """Return what Keras' `fit` calls with an iterator: it does `model.steps_per_execution` steps, fewer at the end.

    They are one call of TensorFlow, or several where `Execution.next_steps` says so; between two of them the callbacks
    have their turn. Every step computes what it computes alone, to the last bit.

    Args:
        model: a compiled `Players`.
    """
    step = model.train_step
    if model.jit_compile:
        step = tf.function(step, jit_compile=True, reduce_retracing=True, autograph=False)
    keys = []

    @tf.function(reduce_retracing=True, autograph=False)
    def several(iterator, wanted):
        def body(done, rows):
            batch = iterator.get_next()
            with tf.control_dependencies(tf.nest.flatten(batch)):  # no part of a step whose batch cannot be read
                logs = step(batch)
            keys[:] = logs
            return done + 1, rows.write(done, tf.stack([tf.cast(logs[key], tf.float32) for key in keys]))

        rows = tf.TensorArray(tf.float32, wanted, element_shape=tf.TensorShape([None]))
        return tf.while_loop(lambda done, _: done < wanted, body, (0, rows), parallel_iterations=1)[1].stack()

    def execute(iterator):
        execution, left = model.execution, min(model.steps_per_execution, model.steps_left)
        while True:
            began, n = time.perf_counter(), execution.next_steps(left)
            rows = several(iterator, tf.constant(n)).numpy().tolist()
            execution.seconds = (time.perf_counter() - began) / n
            logs = execution.noted(dict(zip(keys, map(list, zip(*rows, strict=True)), strict=True)))
            left -= n
            if not left or not execution.turns.between_calls(logs):
                return logs

    return execute


def step_by_step(model, function):
    """Return a train function of Keras' own, one step a call, that also keeps what the step left."""

    def execute(iterator):
        return model.execution.noted({key: [float(value)] for key, value in function(iterator).items()})

    return execute
