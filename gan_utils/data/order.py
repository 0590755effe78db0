"""The order in which batches come: that of pass e over a dataset is a function of (seed, e), so it can be had again."""

from gan_utils import _keras  # noqa: F401  (before Keras is loaded)

# isort: split

from array import array

import numpy as np
import tensorflow as tf

PHILOX = 1  # TensorFlow's number for the generator that tf.data draws its seeds from


class Order:
    """The orders of n indices, one for each pass over a dataset: the very ones that `tf.data`'s `shuffle` makes.

    `Dataset.range(n).shuffle(n, seed=seed)` draws two new seeds from a Philox generator for each pass, and forgets
    how many it has drawn when the kernel ends. Here the seeds of pass e are computed from e, and e is a variable.

    Args:
        n: how many indices.
        seed: fixes the orders, together with `tf.random.set_seed` as it is now.

    Attributes:
        position: the number of the next pass; assign to it to go to any other.
        seeds: the two whole numbers that the orders depend on.

    >>> order = Order(5, seed=0)
    >>> first, second = ([int(i) for i in order.indices()] for _ in range(2))
    >>> order.position = 0
    >>> [int(i) for i in order.indices()] == first != second
    True
    """

    def __init__(self, n, seed):
        self.n = n
        self.seeds = tuple(int(part) for part in tf.compat.v1.get_seed(seed))
        with tf.init_scope(), tf.device("CPU"):
            self._next = tf.Variable(0, dtype=tf.int64, trainable=False, name="next_pass")

    @property
    def position(self):
        """The number of the next pass over the data."""
        return int(self._next.numpy())

    @position.setter
    def position(self, number):
        self._next.assign(number)

    def indices(self, then=lambda dataset: dataset):
        """Return a dataset that takes the next pass whenever it is iterated.

        Args:
            then: dataset of one pass -> dataset, for what has to end with the pass, such as making batches.
        """
        number = tf.data.Dataset.from_tensors(0).map(lambda _: self._next.assign_add(1) - 1)
        return number.flat_map(lambda number: then(self.of_pass(number)))

    def of_pass(self, number):
        """Return the indices of one pass as a dataset; `number` may be a tensor.

        They are what `shuffle` with a buffer of n gives, from the same random bits. Its buffer would take half as much
        memory as MNIST's images; one array takes 8 bytes an index.
        """
        first, second = self._seeds_of(number)
        draws = _bits(first, [0, second], (self.n,))
        indices = tf.numpy_function(shuffled, [draws], tf.int64, stateful=False)
        return tf.data.Dataset.from_tensor_slices(tf.ensure_shape(indices, (self.n,)))

    def _seeds_of(self, number):
        """Return the two seeds of a pass: numbers 2e and 2e + 1 of the stream, which comes in blocks of four."""
        key, high = (tf.constant(part % 2**64, tf.uint64) for part in self.seeds)
        bits = _bits(key, [number // 2, high], (2, 2))
        return bits[number % 2, 0], bits[number % 2, 1]


def _bits(key, counter, shape):
    """Return the first numbers of a stream, uint32."""
    key, *counter = (tf.cast(part, tf.uint64) for part in (key, *counter))
    return tf.raw_ops.StatelessRandomUniformFullIntV2(
        shape=shape, key=key[None], counter=tf.stack(counter), alg=PHILOX, dtype=tf.uint32
    )


def shuffled(draws):
    """Return the numbers from 0 to n − 1 in the order that n random numbers put them in, int64.

    Args:
        draws: uint32, shape (n,); place i trades with place i + draws[i] modulo n − i.

    Reference: Fisher and Yates' shuffle as Durstenfeld 1964 writes it, doi:10.1145/364520.364540.

    >>> shuffled(np.array([2, 1, 7], np.uint32)).tolist()
    [2, 0, 1]
    """
    n = len(draws)
    order = array("q", range(n))
    partners = np.arange(n) + draws % np.arange(n, 0, -1)
    for i, partner in enumerate(array("q", partners.tobytes())):
        order[i], order[partner] = order[partner], order[i]
    return np.array(order, np.int64)


def shuffled_batches(source, n, batch_size, seed, read):
    """Return whole batches of n things in an order that can be had again, without a copy of the things.

    Args:
        source: what they are read from; the dataset remembers it.
        n: how many there are.
        batch_size: things a batch.
        seed: fixes the order of this pass and of those after it.
        read: tensor of indices, shape (batch_size,) -> the batch.
    """
    order = Order(n, seed)
    batches = order.indices(lambda one_pass: one_pass.batch(batch_size, drop_remainder=True))
    batches = batches.apply(tf.data.experimental.assert_cardinality(n // batch_size))
    options = tf.data.Options()
    # There is nothing to tune, and the tuner's thread can hold up the end of an epoch for seconds.
    options.autotune.enabled = False
    batches = batches.map(read).prefetch(2).with_options(options)
    batches.order, batches.source = order, source
    return batches


def roots_of(dataset):
    """Return every dataset with an `order` that `dataset` draws on: itself, or through take, map and the like."""
    if isinstance(getattr(dataset, "order", None), Order):
        return [dataset]
    found = [root for source in getattr(dataset, "_inputs", list)() for root in roots_of(source)]
    return list({id(root): root for root in found}.values())
