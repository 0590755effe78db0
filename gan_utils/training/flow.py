"""`Flow`: a velocity that carries noise to samples, taught by straight lines and without a second player."""

import math

import numpy as np
import tensorflow as tf
from keras import ops

from gan_utils import _random, losses
from gan_utils.latent import integrate
from gan_utils.models.velocity import check_velocity
from gan_utils.training import feeding
from gan_utils.training.parts import in_parts, latents_for
from gan_utils.training.players import Players


class Flow(Players):
    """A network v(x, t) that learns the mean velocity of straight lines from noise to samples.

    Each step draws a time t in [0, 1) and noise x₀ for each sample x₁, and lowers the mean of (v(x_t, t) − (x₁ − x₀))²,
    where x_t = (1 − t)x₀ + t·x₁. Following v from noise at t = 0 to t = 1 then gives samples.

    Args:
        velocity: model from [x, t] to velocities, such as `models.velocity_mlp`; it is also called `generator`.
        seed: of the noise and of the times.

    Attributes:
        latent_dim: how many numbers a sample has, and so its noise.

    Raises:
        ValueError: for a network that is no velocity.

    Reference: Lipman et al. 2023, arXiv:2210.02747, section 3; Liu et al. 2023, arXiv:2209.03003, algorithm 1.

    >>> from gan_utils import models
    >>> flow = Flow(models.velocity_mlp((2,), widths=(8,)))
    >>> flow.compile()
    >>> flow.generate(3, seed=0, steps=4).shape
    (3, 2)
    """

    draws_a_step = 2
    networks = ("generator",)
    generator_is_conditional = False  # for callbacks that draw samples

    def __init__(self, velocity, seed=0, name="flow"):
        check_velocity(velocity)
        super().__init__(velocity, None, seed, name)
        self.sample_shape = tuple(velocity.output_shape[1:])
        self.latent_dim = math.prod(self.sample_shape)

    def compile(self, g_optimizer=None, ema_decay=None, ema_warmup=False, jit_compile="auto", run_eagerly=False):
        """Choose how the velocity learns.

        Args:
            g_optimizer: a Keras optimizer or its name; Adam(2e-4, beta_1=0.5) by default.
            ema_decay, ema_warmup, jit_compile, run_eagerly: as in `GAN.compile`.

        Raises:
            ValueError: for what is no optimizer, or values out of range.
        """
        super().compile(None, g_optimizer, None, ema_decay, ema_warmup, jit_compile, run_eagerly)

    def noise(self, n):
        """Return the noise x₀ of the current step, shape (n, *sample_shape)."""
        return ops.reshape(self._noise(n, self.latent_dim, 0), (-1, *self.sample_shape))

    def times(self, n):
        """Return the times of the current step, shape (n, 1), drawn evenly from [0, 1)."""
        return _random.uniform((n, 1), self._stream(1))

    def train_step(self, data):
        """Do one update of the velocity, and return its loss."""
        self._begin_step()
        real = data[0] if isinstance(data, tuple) else data
        n = tf.shape(real)[0]
        t = self.times(n)
        x, target = losses.straight_line(self.noise(n), real, t)
        with tf.GradientTape() as tape:
            loss = ops.mean(ops.square(self.generator([x, t], training=True) - target))
            scaled = self._scaled(self.g_optimizer, loss)
        self.g_optimizer.apply(tape.gradient(scaled, self.generator_variables), self.generator_variables)
        return self._end_step({"g_loss": loss})

    # -- what learners call --------------------------------------------------------------------------------------

    def fit(self, batches, epochs=1, callbacks=(), verbose=0, initial_epoch=0, steps_per_epoch=None):
        """Train and return the history of this run, a value for each step.

        An interrupt, a loss that is not finite and a `Checkpoint` do what they do in `GAN.fit`.

        Args:
            batches: a `tf.data.Dataset` of samples; labels, where there are any, are not looked at.
            epochs, callbacks, verbose, initial_epoch, steps_per_epoch: as in `GAN.fit`.

        Returns:
            A Keras `History` whose `.history` maps `g_loss` to a list with one float a step: the mean squared error of
            the velocity. It never comes near 0, since many lines cross at one point.

        Raises:
            ValueError: before `compile`; when the batches do not fit the network; and for callbacks that cannot work.
        """
        callbacks = self._check_run(callbacks, epochs, initial_epoch, verbose, steps_per_epoch)
        batches = feeding.prepared(batches, self.sample_shape, False, None, 1, steps_per_epoch)
        return self._run(batches, epochs, callbacks, verbose, initial_epoch)

    def velocity(self, x, t, batch_size=256):
        """Return the velocity at points and one time, in inference mode, float32, the shape of x.

        Args:
            x: points, shape (n, *sample_shape).
            t: one number in [0, 1].
            batch_size: how many go in at once.
        """
        x = np.asarray(x, np.float32)
        return in_parts(self.sampling_generator, [x, np.full((len(x), 1), t, np.float32)], batch_size)

    def generate(self, n=None, labels=None, seed=None, z=None, batch_size=256, steps=16, method="midpoint"):
        """Return samples: noise that has followed the velocity (its moving average where there is one) to t = 1.

        Args:
            n: how many; as many as z has, or 16, by default.
            labels: None; there are no classes.
            seed: fixes z; required unless z is given.
            z: noise, shape (n, latent_dim), a number for each of a sample's.
            batch_size: how many go through the network at once.
            steps: of the way from 0 to 1.
            method: "euler", one call of the network a step, or "midpoint", two.

        Returns:
            float32 array, shape (n, *sample_shape); pictures are clipped to [-1, 1].

        Raises:
            ValueError: for labels, a z of the wrong shape, no seed, no whole number of steps or an unknown method.
        """
        if labels is not None:
            raise ValueError("a flow takes no labels: leave them out")
        z = latents_for(n, seed, z, self.latent_dim).reshape(-1, *self.sample_shape)
        x = integrate(lambda at, t: self.velocity(at, t, batch_size), z, steps, method).x
        return np.clip(x, -1.0, 1.0) if len(self.sample_shape) == 3 else x

    def facts(self):
        """Return what the flow takes and makes, for the card of a saved one."""
        shape = [int(side) for side in self.sample_shape]
        return {"latent_dim": int(self.latent_dim), "sample_shape": shape, "n_classes": None}
