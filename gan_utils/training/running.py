"""How a run goes: from the place that a checkpoint puts it at, to the last epoch, an interrupt or a stop."""

import contextlib
import gc
import signal
import threading

import keras
import tensorflow as tf
from tensorflow.python.framework import func_graph

from gan_utils.training import executing


def note_graph(graphs):
    """Add the graph that is being traced, and those around it, to `graphs`; outside a trace, do nothing."""
    graph = tf.compat.v1.get_default_graph() if not tf.executing_eagerly() else None
    while isinstance(graph, func_graph.FuncGraph):
        graphs.append(graph)
        graph = graph.outer_graph


def dismantle(graphs):
    """Free traced graphs that nothing runs any more.

    Their nodes refer to one another in a way that Python's collector does not see, so each `GAN` would leave some ten
    megabytes behind, and a cell that trains would grow the kernel each time it is run.
    """
    while graphs:
        graph = graphs.pop()
        func_graph.dismantle_func_graph(graph)
        _ = graph.captures  # a list kept for reading, which held the variables, is made anew, and empty


def run(gan, fit, batches, epochs, callbacks, verbose):
    """Train with Keras' `fit` from the place where `callbacks[0]`, a `StepHistory`, says the run is.

    A callback may have, besides what Keras calls, `running(gan, steps, batches)`, a context manager entered around
    the run, `on_interrupt()`, called after an interrupt, when Keras leaves `on_train_end` out, and `due_in()`, which
    says after how many steps it has something to do. Those with a `running` come last, so that what they keep includes
    what the others did.
    """
    steps = callbacks[0]
    if gan.train_function is None and not gan.run_eagerly:
        gc.collect()  # a GAN that this one replaces is a cycle, which Python collects late
    interrupts = _Interrupts()
    callbacks = [*sorted(callbacks, key=lambda callback: hasattr(callback, "running")), interrupts]
    turns = executing.Turns(
        callbacks,
        add_progbar=verbose != 0,
        model=gan,
        verbose=verbose,
        epochs=epochs,
        steps=max(steps.length, 0) or None,
    )
    one = gan._one_by_one or steps.length < 0
    with contextlib.ExitStack() as stack:
        for callback in callbacks:
            if hasattr(callback, "running"):
                stack.enter_context(callback.running(gan, steps, batches))
        try:
            gan.execution.turns, gan.execution.seconds = turns, executing.SECONDS_AT_ONCE
            gan.steps_per_execution = 1 if one else executing.steps_at_once(callbacks)
            with interrupts.awaited():
                _fit(gan, fit, batches, epochs, turns, steps, verbose)
        except KeyboardInterrupt:
            for callback in callbacks:
                if hasattr(callback, "on_interrupt"):
                    callback.on_interrupt()
            print(
                f"Interrupted after {len(steps.history['g_loss'])} steps of this run; the networks keep what they "
                "learned, and calling fit again goes on from here."
            )
        finally:
            gan.execution.turns, gan.steps_per_execution = None, 1  # Keras' `predict` would take the steps for its own


def _fit(gan, fit, batches, epochs, turns, steps, verbose):
    """Call Keras' `fit`, or twice where the first epoch has begun already: for the rest of it, then for the others."""
    settings, epoch = {"callbacks": turns, "verbose": verbose, "shuffle": False}, steps.epoch_now
    if steps.batches_done == 0:
        turns.last = True
        fit(batches, epochs=epochs, initial_epoch=epoch, **settings)
        return
    if epoch >= epochs:
        return
    if steps.batches_done == steps.length:
        _end_of_epoch(gan, turns, steps)
    else:
        fit(batches.skip(steps.batches_done), epochs=epoch + 1, initial_epoch=epoch, **settings)
    turns.last = True
    if gan.stop_training or epoch + 1 >= epochs:
        turns.on_train_end()
    else:
        fit(batches, epochs=epochs, initial_epoch=epoch + 1, **settings)


def _end_of_epoch(gan, turns, steps):
    """Let the callbacks end an epoch of which only that is missing: Keras cannot run one without batches."""
    gan.stop_training = False
    passes = [order.position for order in steps.orders]
    turns.on_train_begin()
    turns.on_epoch_begin(steps.epoch_now)
    for order, position in zip(steps.orders, passes, strict=True):
        order.position = position
    turns.on_epoch_end(steps.epoch_now, {key: values[-1] for key, values in steps.history.items()})


class _Interrupts(keras.callbacks.Callback):
    """Holds a first Ctrl-C back until the steps under way are done and recorded; a second one is not held back."""

    asked = False

    @contextlib.contextmanager
    def awaited(self):
        """Await interrupts, where this is the thread that gets them and nobody else has claimed them."""
        mine = threading.current_thread() is threading.main_thread()
        if not mine or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
            yield
            return
        signal.signal(signal.SIGINT, self._ask)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _ask(self, number, frame):
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True

    @executing.after_several
    def on_train_batch_end(self, batch, logs=None):
        if self.asked:
            raise KeyboardInterrupt
