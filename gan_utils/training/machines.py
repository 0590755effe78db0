"""What a run on several machines needs besides `tf.distribute.MultiWorkerMirroredStrategy`: who writes, who waits."""

import contextlib

import tensorflow as tf


def several(strategy):
    """Return whether the replicas of a strategy live in several processes, on one machine or more.

    >>> several(tf.distribute.get_strategy())
    False
    """
    # Keras asks the same of the same private method to choose how it reduces what a step returns.
    kind = tf.distribute.MultiWorkerMirroredStrategy
    return isinstance(strategy, kind) and strategy.extended._in_multi_worker_mode()


def writes(strategy):
    """Return whether this process is the one that keeps files: of several, the chief.

    >>> writes(tf.distribute.get_strategy())
    True
    """
    return strategy.extended.should_checkpoint


def check_shares(strategy, batches, n_critic=1):
    """Raise a `ValueError` for batches that several replicas cannot share out evenly; each learns from its own rows.

    >>> check_shares(tf.distribute.get_strategy(), tf.data.Dataset.range(7).batch(7))
    """
    replicas = strategy.num_replicas_in_sync
    if replicas == 1:
        return
    if n_critic > 1:
        raise ValueError(
            f"n_critic is {n_critic}, and the batches of such a step cannot be shared out to {replicas} replicas: "
            "train with n_critic=1, or without a strategy"
        )
    size = tf.nest.flatten(batches.element_spec)[0].shape[0]
    if size is not None and size % replicas:
        raise ValueError(
            f"a batch of {size} cannot be shared out evenly to {replicas} replicas: choose a multiple of {replicas}"
        )


def for_keras(logs):
    """Return the scalars of a step as Keras reduces them: over an axis of their own where there are several processes.

    >>> for_keras({"g_loss": 1.0})
    {'g_loss': 1.0}
    """
    if not several(tf.distribute.get_strategy()):
        return logs
    return {key: tf.reshape(value, (1,)) for key, value in logs.items()}


@contextlib.contextmanager
def together(strategy, steps_done, where):
    """Have all processes begin a block at once, and see that all end it at the same step of the run.

    Args:
        strategy: of the run; nothing happens unless it has several processes.
        steps_done: function that returns the step this process is at.
        where: what the steps were read from, for the message.

    Raises:
        ValueError: in every process, when one is at another step.
    """
    if not several(strategy):
        yield
        return
    _sums(strategy, 0)  # returns once all have asked
    yield
    here, n = steps_done(), strategy.num_replicas_in_sync
    total, squares = _sums(strategy, here)
    if total * total != n * squares:  # they are equal for equal numbers alone
        raise ValueError(
            f"this process is at step {here} and another is not: have {where} be one folder that all machines see, and "
            "start all of them anew"
        )


def _sums(strategy, number):
    """Return the sum over all replicas of a whole number, and that of its square."""

    pair = tf.constant([number, number * number], tf.int64)
    add = lambda: tf.distribute.get_replica_context().all_reduce(tf.distribute.ReduceOp.SUM, tf.identity(pair))
    return [int(each) for each in strategy.experimental_local_results(strategy.run(add))[0]]
