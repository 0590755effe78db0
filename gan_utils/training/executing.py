"""Several steps in one call of TensorFlow: a small network spends much of its step on the way from Python and back."""

import time

import keras
import tensorflow as tf

STEPS_AT_ONCE = 10
SECONDS_AT_ONCE = 0.25  # about as long as an interrupt is kept waiting, but for a step that takes longer
_HOOKS = ("on_batch_begin", "on_batch_end", "on_train_batch_begin", "on_train_batch_end")


class Execution:
    """What a model and its run tell each other about one call of TensorFlow.

    Attributes:
        values: what each of its steps left, a dictionary of lists of one float a step.
        halts: functions of nothing, which say whether to stop after the step under way.
        seconds: how long a step of the last call took, of which the first includes the tracing.
    """

    def __init__(self):
        self.values, self.halts, self.seconds = {}, [], SECONDS_AT_ONCE

    def in_time(self):
        """Return how many steps one call can do without keeping an interrupt waiting, at least 1."""
        return max(1, int(SECONDS_AT_ONCE / self.seconds))

    def noted(self, values):
        """Keep the values of the steps just done, and return those of the last."""
        self.values = values
        return {key: each[-1] for key, each in values.items()}


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


def steps_at_once(callbacks, strategy=None):
    """Return how many steps one call may do: one where a callback looks at each, or where replicas share a batch.

    Args:
        callbacks: of the run.
        strategy: of the model; None for that of a single device.
    """
    shared = strategy is not None and strategy.num_replicas_in_sync > 1
    return 1 if shared or any(_looks_at_each(callback) for callback in callbacks) else STEPS_AT_ONCE


def _looks_at_each(callback):
    for name in _HOOKS:
        hook, plain = getattr(callback, name), getattr(keras.callbacks.Callback, name)
        if getattr(hook, "__func__", hook) is not plain and not getattr(hook, "after_several", False):
            return True
    return False


def train_function(model):
    """Return what Keras' `fit` calls with an iterator: it does `model.steps_per_execution` steps, fewer at the end.

    What each step leaves goes to `model.execution.values`, and the last step's to Keras. Every step computes what it
    computes alone, to the last bit. They end early when one of `model.execution.halts` says so, or a callback has set
    `model.stop_training`.

    Args:
        model: a compiled `Players`.
    """
    step = model.train_step
    if model.jit_compile:
        step = tf.function(step, jit_compile=True, reduce_retracing=True, autograph=False)
    keys = []

    @tf.function(reduce_retracing=True, autograph=False)
    def several(iterator, wanted):
        def begins(done, more, rows):
            return more & (done < wanted)

        def body(done, more, rows):
            batch = iterator.get_next_as_optional()

            def learn():
                logs = step(batch.get_value())
                keys[:] = logs
                return done + 1, True, rows.write(done, tf.stack([tf.cast(logs[key], tf.float32) for key in keys]))

            return tf.cond(batch.has_value(), learn, lambda: (done, False, rows))

        rows = tf.TensorArray(tf.float32, 0, dynamic_size=True, element_shape=tf.TensorShape([None]))
        _, more, rows = tf.while_loop(begins, body, (0, True, rows), parallel_iterations=1)
        return more, rows.stack()

    def execute(iterator):
        rows, more, wanted = [], True, model.steps_per_execution
        while more and len(rows) < wanted and not (rows and _is_halted(model)):
            began, n = time.perf_counter(), min(wanted - len(rows), model.execution.in_time())
            more, found = several(iterator, tf.constant(n))
            rows += found.numpy().tolist()
            model.execution.seconds = (time.perf_counter() - began) / n
        if not rows:
            raise StopIteration  # as Keras has it, where the batches are at their end
        return model.execution.noted(dict(zip(keys, map(list, zip(*rows, strict=True)), strict=True)))

    return execute


def _is_halted(model):
    return model.stop_training or any(halts() for halts in model.execution.halts)


def step_by_step(model, function):
    """Return a train function of Keras' own, one step a call, that also keeps what the step left."""

    def execute(iterator):
        logs = function(iterator)
        return model.execution.noted({key: [float(value)] for key, value in logs.items()})

    return execute
