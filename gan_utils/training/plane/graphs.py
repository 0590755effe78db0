"""What a `PlaneRun` computes, as compiled functions: steps, stages, and a look at the plane."""

from typing import NamedTuple

import numpy as np
import tensorflow as tf

from gan_utils import _random
from gan_utils.training.history import HISTORY_KEYS

# The bit of a key that the choice of real points flips, so that it never draws what the noise or an augmentation has.
DATA_BIT = 2**29
ROW_KEYS = (*HISTORY_KEYS, "penalty")  # what each step leaves behind


class Look(NamedTuple):
    """What the two players make of the plane at one moment.

    Attributes:
        field: σ(D) on a square grid, float32, shape (side, side); the first row is the lowest.
        manifold: where the generator puts a regular grid of z, shape (lines, lines, 2), or (points, 2) of a 1-D z.
        fakes: generated points, always from the same z, shape (n, 2).
        pushes: −∂L_G/∂x at each of them, times n, so that it is the push on one point, shape (n, 2).
    """

    field: np.ndarray
    manifold: np.ndarray
    fakes: np.ndarray
    pushes: np.ndarray


class PlaneGraphs:
    """The compiled functions of a `PlaneRun`, each made when it is first asked for under its settings.

    Args:
        gan: the `GAN`, compiled before a function is asked for.
        points: a variable, real points of shape (n, 2).
        seed, batch_size: as for `PlaneRun`.
        side, lines, shown, limits: as for `PlaneRun`.
    """

    def __init__(self, gan, points, *, seed, batch_size, side, lines, shown, limits):
        self.gan, self._points, self._seed, self._batch_size = gan, points, seed, batch_size
        self._side, self._lines, self._shown, self._made = side, lines, shown, {}
        self._own, self._n_generator, self._key = None, 1, ()
        latent_dim, ticks = gan.latent_dim, np.linspace(*limits, side, dtype=np.float32)
        self._grid = tf.constant(np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2))
        line = np.linspace(-2.5, 2.5, lines if latent_dim > 1 else 10 * lines, dtype=np.float32)
        mesh = np.stack(np.meshgrid(*[line] * min(latent_dim, 2)), axis=-1).reshape(-1, min(latent_dim, 2))
        self._mesh = tf.constant(np.pad(mesh, ((0, 0), (0, latent_dim - mesh.shape[1]))))
        self._z = _random.normal((shown, latent_dim), (seed ^ DATA_BIT, -1))

    def __len__(self):
        return len(self._made)

    def use(self, key, n_generator, own):
        """Say under which settings the next functions are.

        Args:
            key: settings that need a graph of their own, hashable.
            n_generator: the generator's moves a step.
            own: the generator's stage of the learner's own, or None.
        """
        self._key, self._n_generator, self._own = key, n_generator, own

    def look(self):
        """Return the present `Look`."""
        field, manifold, fakes, pushes = (each.numpy() for each in self("look")())
        shape = (self._lines, self._lines, 2) if self.gan.latent_dim > 1 else (-1, 2)
        return Look(field.reshape(self._side, self._side), manifold.reshape(shape), fakes, pushes)

    def __call__(self, name):
        """Return a compiled function for the present settings, made when it is first asked for."""
        key = (name, *self._key)
        if key not in self._made:
            made = {
                "steps": self._steps,
                "discriminator": lambda: self._half(True, False, True),
                "generator": lambda: self._half(False, True, True),
                "first half": lambda: self._half(True, False, False),
                "second half": lambda: self._half(False, True, True),
                "look": self._look,
                "generate": self._generate,
            }
            takes = [tf.TensorSpec((), tf.int32)] if name in ("steps", "generate") else []
            function = tf.function(made[name], input_signature=takes)
            self._made[key] = function.get_concrete_function()  # traced once, under the settings of this moment
        return self._made[key]

    def batch(self, draw):
        key, number = tf.unstack(self.gan._stream(draw))
        chosen = _random.uniform((self._batch_size,), tf.stack([tf.bitwise.bitwise_xor(key, DATA_BIT), number]))
        n = tf.cast(tf.shape(self._points)[0], tf.float32)
        return tf.gather(self._points, tf.cast(chosen * n, tf.int32))

    def _batches(self):
        """Return what `GAN.train_step` takes: a batch, or n_critic of them."""
        each = [self.batch(2 * i) for i in range(self.gan.n_critic)]
        return each[0] if len(each) == 1 else tf.stack(each)

    def _steps(self, steps):
        rows = tf.TensorArray(tf.float32, size=steps)
        for i in tf.range(steps):
            rows = rows.write(i, self._step())
        return rows.stack()

    def _step(self):
        if self._own is not None:
            row = self._half(True, False, False)
            return tf.tensor_scatter_nd_update(row, [[2]], [self._half(False, True, True)[2]])
        logs = self.gan.train_step(self._batches())
        for _ in range(self._n_generator - 1):
            logs["g_loss"] = self._g_stage()
            self.gan.step.assign(self.gan.step + 1)
        return _row(logs)

    def _half(self, discriminator, generator, ends):
        logs = {}
        for i in range(self.gan.n_critic if discriminator else 0):
            logs |= self.gan.discriminator_stage(self.batch(2 * i), None, draw=2 * i)
        for _ in range(self._n_generator if generator else 0):
            logs["g_loss"] = self._g_stage()
            self.gan.step.assign(self.gan.step + 1)
        if ends and not generator:
            self.gan.step.assign(self.gan.step + 1)
        return _row(logs)

    def _g_stage(self):
        gan, draw = self.gan, 2 * self.gan.n_critic
        if self._own is not None:
            z = gan.latents(self._batch_size, draw)
            return self._own(gan.generator, gan.discriminator, gan.g_optimizer, z)
        # a relativistic loss compares with the batch that the discriminator saw last
        return gan.generator_stage(self._batch_size, None, draw=draw, real=self.batch(draw - 2))

    def _generate(self, n):
        return self.gan.generator(_random.normal((n, self.gan.latent_dim), (self._seed ^ DATA_BIT, -2)), training=False)

    def _look(self):
        gan = self.gan
        field = tf.sigmoid(gan.discriminator(self._grid, training=False))
        manifold, fakes = gan.generator(self._mesh, training=False), gan.generator(self._z, training=False)
        with tf.GradientTape() as tape:
            tape.watch(fakes)
            beside = [gan.discriminator(self.batch(0), training=False)] if gan.gan_loss.relativistic else []
            logits = gan.discriminator(fakes, training=False)
            if beside:
                beside = [tf.gather(beside[0], tf.range(self._shown) % self._batch_size)]
            loss = gan.gan_loss.generator(*beside, logits)
        return field, manifold, fakes, -float(self._shown) * tape.gradient(loss, fakes)


def _row(logs):
    nothing = tf.constant(np.nan, tf.float32)
    return tf.stack([tf.cast(logs.get(key, nothing), tf.float32) for key in ROW_KEYS])
