"""The process in which the tries at a faster step are measured."""

import sys
import time

import tensorflow as tf
from keras import layers

from benchmarks import measure, tries
from benchmarks.throughput_process import adam, networks_of
from benchmarks.tries.layers import FOURIER, FUSED, KERAS_NORM, MATRIX, SUBPIXEL, THIN, with_layers
from benchmarks.tries.steps import FusedAdam, OnePassGAN, several
from gan_utils import data, models
from gan_utils.training import GAN

BATCH = 64
EPOCH = 4000 // BATCH  # steps


def compiled(kind, pair, adam=adam, **settings):
    """Return a compiled `GAN` of a kind around (generator, discriminator), each with an optimizer that `adam` makes."""
    gan = kind(*pair)
    gan.compile(g_optimizer=adam(), d_optimizer=adam(), **{"jit_compile": False, **settings})
    return gan


def wide(layer):
    """Return whether a layer is one of those whose convolution through frequencies needs fewer products."""
    return layer.kernel_size[0] >= 5 and layer.strides[0] == 1


def thin(layer):
    """Return whether one channel goes into a convolution, or comes out of it."""
    return 1 in (layer.filters, layer.input.shape[-1])


SWAPS = {
    tries.ONE_OPERATION: (FUSED,),
    tries.DOZEN: (KERAS_NORM,),
    "the last, one-channel convolution as a smaller one": (THIN, lambda layer: layer.filters == 1),
    tries.THIN_PRODUCTS: (MATRIX, thin),
    "transposed convolution as a smaller one": (SUBPIXEL,),
    "convolution through frequencies": (FOURIER, wide),
}
"""Which layers to compute otherwise, and where."""
SETTINGS = {
    "XLA": {"jit_compile": True},
    tries.SHARED: {"share_fakes": True},
    tries.AT_ONCE: {"simultaneous": True},
    tries.FUSED_ADAM: {"adam": lambda: FusedAdam(1e-4, beta_1=0.5)},
}
"""What a `GAN` is compiled with otherwise."""


def step_of(name, networks):
    """Return (function of a batch that does a step or ten, how many steps it does, whether batches come stacked)."""
    pair = networks_of(networks)
    if name == "bfloat16":
        with models.precision("mixed_bfloat16"):
            pair = networks_of(networks)
    if name in SWAPS:
        pair = [with_layers(network, *SWAPS[name]) for network in pair]
    kind = OnePassGAN if name == tries.ONE_PASS else GAN
    gan = compiled(kind, pair, **SETTINGS.get(name, {}))
    if name == "ten steps an execution":
        return tf.function(several(gan.train_step, 10)), 10
    return tf.function(gan.train_step, jit_compile=name == "XLA"), 1


def possible(networks):
    """Return the tries that these networks allow."""
    pair = networks_of(networks)
    mixes = any(isinstance(layer, layers.BatchNormalization) for layer in pair[1].layers)
    has_wide = any(isinstance(layer, tuple(FOURIER)) and wide(layer) for net in pair for layer in net.layers)
    barred = {
        tries.ONE_PASS: mixes,
        "convolution through frequencies": not has_wide,
        tries.UNTUNED: networks != "course",
    }
    found = [name for name in tries.TRIES if not barred.get(name, False)]
    return [*dict.fromkeys(base for name, base in tries.BASES.items() if name in found), *found]


def fit_of(networks, digits, tuned):
    """Return a function of a number of steps that does them by `fit`, epoch by epoch."""
    gan, batches = compiled(GAN, networks_of(networks)), digits.batches(BATCH, seed=0)
    options = tf.data.Options()
    options.autotune.enabled = tuned
    chosen = batches.with_options(options)
    return lambda steps: gan.fit(chosen, epochs=max(1, steps // EPOCH))


def main(networks):
    """Serve {"name", "steps"} with seconds."""
    digits, made = data.load("mnist5k"), {}

    def handle(name, steps):
        if name in (tries.TUNED, tries.UNTUNED):
            fit = made.setdefault(name, fit_of(networks, digits, tuned=name == tries.TUNED))
            began = time.perf_counter()
            fit(steps)
            return time.perf_counter() - began
        if name not in made:
            step, times = step_of(name, networks)
            batches = digits.batches(BATCH, seed=0).repeat()
            if name == "one batch again and again":
                batches = tf.data.Dataset.from_tensors(next(iter(batches))).cache().repeat()
            made[name] = step, times, iter(batches.batch(times) if times > 1 else batches)
        step, times, batches = made[name]
        began = time.perf_counter()
        for _ in range(steps // times):
            logs = step(next(batches))
        logs["g_loss"].numpy()
        return time.perf_counter() - began

    measure.serve(handle, ready={"tries": possible(networks), "epoch": EPOCH})


if __name__ == "__main__":
    main(*sys.argv[1:])
