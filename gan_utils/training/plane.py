"""A run in the plane that one can touch: step by step, one player alone, with settings that change on the way."""

from typing import NamedTuple

import keras
import numpy as np
import tensorflow as tf

from gan_utils import _random, losses, models
from gan_utils._checked import is_plane, whole
from gan_utils.training.gan import GAN
from gan_utils.training.history import HISTORY_KEYS

# The bit of a key that the choice of real points flips, so that it never draws what the noise or an augmentation has.
DATA_BIT = 2**29
ROW_KEYS = (*HISTORY_KEYS, "penalty")  # what each step leaves behind
OPTIMIZERS = {
    "Adam": lambda rate: keras.optimizers.Adam(rate, beta_1=0.5),
    "SGD": lambda rate: keras.optimizers.SGD(rate),
}


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


def plane_networks(widths=(128, 128), latent_dim=2):
    """Return a function seed -> (generator, discriminator) for points in the plane, dense, as in notebook 02.

    >>> [network.output_shape for network in plane_networks((8,))(0)]
    [(None, 2), (None, 1)]
    """

    def build(seed):
        keras.utils.set_random_seed(seed)
        generator = models.mlp_generator((2,), latent_dim, widths, activation=None)
        return generator, models.mlp_discriminator((2,), widths)

    return build


class PlaneRun:
    """A `GAN` on points of the plane that is trained a step or a single stage at a time.

    Every step is `GAN.train_step`, or its two stages one by one, on batches and noise that are keyed by (seed, step):
    the same touches give the same run. Settings may change between two steps, and the networks and what the optimizers
    remember stay.

    Args:
        points: real points, shape (n, 2).
        networks: seed -> (generator, discriminator), such as `plane_networks()` returns.
        seed: of the first weights, the noise and the batches, from 0 to 2²⁹ − 1.
        batch_size: real points a move.
        generator_stage: a stage of one's own in place of the course's, (generator, discriminator, optimizer, z) ->
            loss; it moves the generator once.
        side, lines, shown: of the field, the manifold, and how many fakes a `Look` has.
        limits: (low, high) of both axes of the field.

    Attributes:
        gan: the `GAN`.
        steps: how many steps were taken; a move of one player alone counts too.

    Raises:
        ValueError: for points that are none, or settings that `GAN` refuses.

    >>> from gan_utils import toy
    >>> run = PlaneRun(toy.SHAPES["ring"](500, 0), plane_networks((8,)))
    >>> run.advance(3).shape, run.steps
    ((3, 6), 3)
    >>> run.look().field.shape
    (40, 40)
    """

    def __init__(
        self,
        points,
        networks,
        *,
        seed=0,
        batch_size=256,
        generator_stage=None,
        side=40,
        lines=17,
        shown=300,
        limits=(-3.2, 3.2),
    ):
        self.seed = whole(seed, "seed", 0, DATA_BIT - 1)
        self.batch_size, self.limits = whole(batch_size, "batch_size", 1), limits
        self._generator_stage, self._side, self._lines, self._shown = generator_stage, side, lines, shown
        self._weight = tf.Variable(0.0, trainable=False, name="penalty_weight")
        self._points = tf.Variable(_checked(points), shape=(None, 2), trainable=False, name="real_points")
        self._build(networks)

    def _build(self, networks):
        self.gan = GAN(*networks(self.seed), seed=self.seed)
        self._first = [weight.copy() for weight in self.gan.get_weights()]
        self._optimizers, self._graphs, self._penalties = {}, {}, {}
        latent_dim, side = self.gan.latent_dim, np.linspace(*self.limits, self._side, dtype=np.float32)
        self._grid = tf.constant(np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2))
        line = np.linspace(-2.5, 2.5, self._lines if latent_dim > 1 else 10 * self._lines, dtype=np.float32)
        mesh = np.stack(np.meshgrid(*[line] * min(latent_dim, 2)), axis=-1).reshape(-1, min(latent_dim, 2))
        self._mesh = tf.constant(np.pad(mesh, ((0, 0), (0, latent_dim - mesh.shape[1]))))
        self._z = _random.normal((self._shown, latent_dim), (self.seed ^ DATA_BIT, -1))
        self.steps = 0
        self.configure()

    # -- settings, which may change between two steps --------------------------------------------------------------

    def configure(
        self,
        loss="non_saturating",
        penalty=None,
        penalty_weight=0.0,
        g_rate=1e-3,
        d_rate=1e-3,
        n_critic=1,
        n_generator=1,
        optimizer="Adam",
        own_stage=True,
    ):
        """Choose what the next steps do; networks and moments stay as they are.

        Args:
            loss, penalty, penalty_weight, n_critic: as for `GAN.compile`.
            g_rate, d_rate: learning rates, at least 0.
            n_generator: the generator's moves a step, the later ones on noise of their own.
            optimizer: "Adam", with a beta_1 of 0.5, or "SGD"; each keeps its own moments.
            own_stage: whether a `generator_stage` of one's own moves the generator, where there is one.

        Raises:
            ValueError: for a name that is unknown or a number out of range.
        """
        if optimizer not in OPTIMIZERS:
            raise ValueError(f"unknown optimizer {optimizer!r}: choose one of {', '.join(OPTIMIZERS)}")
        if not (np.isfinite(g_rate) and np.isfinite(d_rate) and min(g_rate, d_rate) >= 0):
            raise ValueError(f"learning rates must be finite and at least 0, got {g_rate!r} and {d_rate!r}")
        if not (np.isfinite(penalty_weight) and penalty_weight >= 0):
            raise ValueError(f"penalty_weight must be finite and at least 0, got {penalty_weight!r}")
        self._own = self._generator_stage if own_stage else None
        self.n_generator = whole(n_generator, "n_generator", 1)
        g_optimizer, d_optimizer = self._optimizers.setdefault(
            optimizer, tuple(OPTIMIZERS[optimizer](rate) for rate in (g_rate, d_rate))
        )
        self.gan.compile(
            loss=loss,
            g_optimizer=g_optimizer,
            d_optimizer=d_optimizer,
            penalty=self._weighted(penalty),
            penalty_weight=1.0 if penalty else 0.0,
            n_critic=n_critic,
        )
        g_optimizer.learning_rate, d_optimizer.learning_rate = float(g_rate), float(d_rate)
        self._weight.assign(penalty_weight)
        self._key = (loss, penalty, n_critic, self.n_generator, optimizer, self._own is not None)

    def _weighted(self, name):
        """Return the penalty of that name times a weight that may change without a new graph; None for none."""
        if name is not None and name not in self._penalties:
            penalty = losses.get_penalty(name)
            self._penalties[name] = lambda critic, real, fake, seed: self._weight * penalty(critic, real, fake, seed)
        return self._penalties.get(name)

    def set_points(self, points):
        """Train on other real points from the next step on.

        Raises:
            ValueError: when they have another shape than (n, 2), are not finite, or there are none.
        """
        self._points.assign(_checked(points))

    def restart(self):
        """Go back to the first weights and to step 0, with optimizers that remember nothing."""
        self.gan.set_weights(self._first)
        for pair in self._optimizers.values():
            for optimizer in pair:
                rate = float(optimizer.learning_rate)
                for variable in optimizer.variables:
                    variable.assign(tf.zeros_like(variable))
                optimizer.learning_rate = rate
        self.steps = 0

    # -- moves -----------------------------------------------------------------------------------------------------

    def advance(self, steps=1):
        """Take steps; return what each leaves behind, float32, shape (steps, 6), a column for each of `ROW_KEYS`."""
        rows = self._graph("steps")(tf.constant(whole(steps, "steps", 1), tf.int32)).numpy()
        self.steps += len(rows)
        return rows

    def move(self, player):
        """Let one player move alone, "discriminator" or "generator"; return a row as `advance` does, nan where unknown.

        The discriminator moves n_critic times, the generator n_generator times. One after the other they are a step,
        after which the next noise is drawn; so two moves of one player begin a new step each.
        """
        if player not in ("discriminator", "generator"):
            raise ValueError(f"unknown player {player!r}: choose discriminator or generator")
        row = self._graph(player)().numpy()
        self.steps += 1
        return row[None]

    def halves(self):
        """Yield twice: after the discriminator's half of one step, and after the generator's; a row each, as `move`."""
        row = self._graph("first half")().numpy()
        yield row[None].copy()
        row[HISTORY_KEYS.index("g_loss")] = self._graph("second half")().numpy()[HISTORY_KEYS.index("g_loss")]
        self.steps += 1
        yield row[None]

    def look(self):
        """Return the present `Look`."""
        field, manifold, fakes, pushes = (each.numpy() for each in self._graph("look")())
        shape = (self._lines, self._lines, 2) if self.gan.latent_dim > 1 else (-1, 2)
        return Look(field.reshape(self._side, self._side), manifold.reshape(shape), fakes, pushes)

    def real(self, n):
        """Return the first n real points, or all where there are fewer."""
        return self._points[:n].numpy()

    def generate(self, n):
        """Return n generated points of the present generator, always from the same z."""
        return self._graph("generate")(tf.constant(whole(n, "n", 1), tf.int32)).numpy()

    # -- graphs ----------------------------------------------------------------------------------------------------

    def _graph(self, name):
        """Return a compiled function for the present settings, made when it is first asked for."""
        key = (name, *self._key)
        if key not in self._graphs:
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
            self._graphs[key] = function.get_concrete_function()  # traced once, under the settings of this moment
        return self._graphs[key]

    def _batch(self, draw):
        key, number = tf.unstack(self.gan._stream(draw))
        chosen = _random.uniform((self.batch_size,), tf.stack([tf.bitwise.bitwise_xor(key, DATA_BIT), number]))
        n = tf.cast(tf.shape(self._points)[0], tf.float32)
        return tf.gather(self._points, tf.cast(chosen * n, tf.int32))

    def _batches(self):
        """Return what `GAN.train_step` takes: a batch, or n_critic of them."""
        each = [self._batch(2 * i) for i in range(self.gan.n_critic)]
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
        for _ in range(self.n_generator - 1):
            logs["g_loss"] = self._g_stage()
            self.gan.step.assign(self.gan.step + 1)
        return _row(logs)

    def _half(self, discriminator, generator, ends):
        logs = {}
        for i in range(self.gan.n_critic if discriminator else 0):
            logs |= self.gan.discriminator_stage(self._batch(2 * i), None, draw=2 * i)
        for _ in range(self.n_generator if generator else 0):
            logs["g_loss"] = self._g_stage()
            self.gan.step.assign(self.gan.step + 1)
        if ends and not generator:
            self.gan.step.assign(self.gan.step + 1)
        return _row(logs)

    def _g_stage(self):
        gan, draw = self.gan, 2 * self.gan.n_critic
        if self._own is not None:
            z = gan.latents(self.batch_size, draw)
            return self._own(gan.generator, gan.discriminator, gan.g_optimizer, z)
        # a relativistic loss compares with the batch that the discriminator saw last
        return gan.generator_stage(self.batch_size, None, draw=draw, real=self._batch(draw - 2))

    def _generate(self, n):
        return self.gan.generator(_random.normal((n, self.gan.latent_dim), (self.seed ^ DATA_BIT, -2)), training=False)

    def _look(self):
        gan = self.gan
        field = tf.sigmoid(gan.discriminator(self._grid, training=False))
        manifold, fakes = gan.generator(self._mesh, training=False), gan.generator(self._z, training=False)
        with tf.GradientTape() as tape:
            tape.watch(fakes)
            beside = [gan.discriminator(self._batch(0), training=False)] if gan.gan_loss.relativistic else []
            logits = gan.discriminator(fakes, training=False)
            if beside:
                beside = [tf.gather(beside[0], tf.range(self._shown) % self.batch_size)]
            loss = gan.gan_loss.generator(*beside, logits)
        return field, manifold, fakes, -float(self._shown) * tape.gradient(loss, fakes)


def _row(logs):
    nothing = tf.constant(np.nan, tf.float32)
    return tf.stack([tf.cast(logs.get(key, nothing), tf.float32) for key in ROW_KEYS])


def _checked(points):
    points = np.asarray(points, np.float32)
    if not is_plane(points):
        raise ValueError(
            f"the real points have shape {points.shape}, expected (n, 2) with n ≥ 1 and finite numbers: one row of x "
            "and y for each point"
        )
    return points
