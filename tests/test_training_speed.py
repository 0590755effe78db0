"""`fit` costs little beside the steps it runs: measured in turns with a plain loop over the same compiled step."""

import time

import tensorflow as tf

from gan_utils import data, models, training

STEPS, REPEATS = 60, 5


def seconds_of(job):
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


def test_fit_is_nearly_as_fast_as_a_plain_loop_over_the_same_step():
    """The median of ratios of neighbours in time. On a quiet machine it is near 1; a step forced to run again, or
    operation by operation in Python, costs several times as much."""
    gan = training.GAN(
        models.dcgan_generator((28, 28, 1), latent_dim=16, width=16, seed=1),
        models.dcgan_discriminator((28, 28, 1), width=16, seed=2),
    )
    gan.compile()
    batches = data.load("mnist5k").batches(64, seed=0).repeat()
    step, endless = tf.function(gan.train_step), iter(batches)

    def plain_loop():
        for _ in range(STEPS):
            logs = step(next(endless))
        logs["g_loss"].numpy()

    def fit():
        gan.fit(batches.take(STEPS))

    plain_loop(), fit()  # traced now
    ratios = sorted(seconds_of(fit) / seconds_of(plain_loop) for _ in range(REPEATS))
    assert ratios[REPEATS // 2] < 2, f"fit took {ratios} times as long as a plain loop"
