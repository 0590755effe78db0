"""The process in which `throughput` measures what runs on TensorFlow."""

import sys
import time

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from benchmarks import measure
from benchmarks.peers import tensorflow_dcgan
from benchmarks.peers.keras_gan import KerasGAN
from benchmarks.throughput import AT_ONCE, KERAS, LOOP, OURS, SHARED, WAYS
from gan_utils import data, models, training


def networks_of(name):
    """Return a new (generator, discriminator): the "course"'s or the "tutorial"'s."""
    if name == "tutorial":
        return tensorflow_dcgan.generator(), tensorflow_dcgan.discriminator()
    shape = (28, 28, 1)
    return models.dcgan_generator(shape, 64, 32, seed=1), models.dcgan_discriminator(shape, 32, seed=2)


def taps_within(side, kernel, stride):
    """Return how many of a convolution's taps fall inside a row of `side` pixels, not on its zero padding ("same").

    >>> taps_within(4, 3, 1)  # 3 each, but 2 at both ends
    10
    """
    places = -(-side // stride)
    before = max((places - 1) * stride + kernel - side, 0) // 2
    return sum(0 <= stride * i + t - before < side for i in range(places) for t in range(kernel))


def products(model):
    """Return the multiplications an image costs in each dense or convolutional layer of a model, forward.

    Those by zero padding do not count: a library may leave them out.

    >>> x = keras.Input((8, 8, 1))
    >>> model = keras.Model(x, layers.Dense(3)(layers.Flatten()(layers.Conv2D(2, 4, strides=2, padding="same")(x))))
    >>> products(model)
    [392, 96]
    """
    found = []
    for layer in model.layers:
        if isinstance(layer, layers.Dense):
            found.append(int(np.prod(layer.kernel.shape)))
        elif isinstance(layer, (layers.Conv2D, layers.Conv2DTranspose)):
            image = layer.output if isinstance(layer, layers.Conv2DTranspose) else layer.input
            taps = [taps_within(image.shape[1 + i], layer.kernel_size[i], layer.strides[i]) for i in range(2)]
            found.append(int(np.prod(taps) * np.prod(layer.kernel.shape[2:])))
    return found


def gflop(networks, batch):
    """Return the arithmetic of a step in our `fit`, in its two shorter ways and in the tutorial's loop, in 10⁹.

    A layer costs the same forward, for the gradient of its kernel, and for that of its input; the first layer of a
    network whose input is given needs no gradient of it.
    """
    g, d = (products(network) for network in networks)
    g_back = 2 * sum(g) - g[0]
    d_learns = 2 * (2 * sum(d) - d[0])  # from real images and from fakes
    through_d = sum(d)  # G's gradient passes through D's layers
    ours = 2 * sum(g) + 3 * sum(d) + d_learns + through_d + g_back
    loop = sum(g) + 2 * sum(d) + d_learns + through_d + g_back
    found = {OURS: ours, SHARED: ours - sum(g), AT_ONCE: loop, LOOP: loop}
    return {name: 2e-9 * batch * products for name, products in found.items()}


def adam():
    """Return the optimizer that every system has, one for each network."""
    return keras.optimizers.Adam(1e-4, beta_1=0.5)


def system(name, networks, batch, digits):
    """Return a function of a number of steps that trains for so many, and returns the seconds that they took."""
    g, d = networks_of(networks)
    if name == LOOP:
        loop = tensorflow_dcgan.Loop(digits.images[: len(digits) // batch * batch], (g, d), (adam(), adam()), batch)
        return lambda steps: measure.timed(loop.train, steps)
    batches = digits.batches(batch, seed=0).repeat()
    if name == KERAS:
        plain = KerasGAN(g, d)
        plain.compile(adam(), adam())
        return lambda steps: measure.after_the_first(plain.fit, batches.take(steps + 1), verbose=0, shuffle=False)
    gan = training.GAN(g, d)
    gan.compile(g_optimizer=adam(), d_optimizer=adam(), **WAYS[name])
    return lambda steps: measure.after_the_first(gan.fit, batches.take(steps + 1))


def matrix_product_rate(side=2048, seconds=0.5):
    """Return the rate of float32 matrix products, in 10⁹ operations a second."""
    a, b = (tf.random.stateless_uniform((side, side), (0, i)) for i in range(2))
    product = tf.function(lambda: tf.reduce_sum(tf.matmul(a, b)))
    product().numpy()
    began, times = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        product().numpy()
        times += 1
    return 2e-9 * side**3 * times / (time.perf_counter() - began)


def main(networks, batch):
    """Serve {"system", "steps"} with seconds, and "matrix product" with its rate."""
    digits, systems, batch = data.load("mnist5k"), {}, int(batch)
    pair = networks_of(networks)

    def handle(system_name, steps):
        if system_name == "matrix product":
            return matrix_product_rate()
        if system_name not in systems:
            systems[system_name] = system(system_name, networks, batch, digits)
        return systems[system_name](steps)

    counts = [network.count_params() for network in pair]
    measure.serve(
        lambda system, steps: handle(system, steps),
        ready={"parameters": counts, "gflop": gflop(pair, batch)},
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
