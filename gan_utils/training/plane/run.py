"""`PlaneRun`: a GAN on points of the plane that is trained a step or a single stage at a time."""

import keras
import numpy as np
import tensorflow as tf

from gan_utils import losses
from gan_utils._checked import is_plane, whole
from gan_utils.training.gan import GAN
from gan_utils.training.history import HISTORY_KEYS
from gan_utils.training.plane.graphs import DATA_BIT, PlaneGraphs

OPTIMIZERS = {
    "Adam": lambda rate: keras.optimizers.Adam(rate, beta_1=0.5),
    "SGD": lambda rate: keras.optimizers.SGD(rate),
}


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
    >>> from gan_utils.training.plane import plane_networks
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
        self._generator_stage, self._optimizers, self._penalties = generator_stage, {}, {}
        self._weight = tf.Variable(0.0, trainable=False, name="penalty_weight")
        self._points = tf.Variable(_checked(points), shape=(None, 2), trainable=False, name="real_points")
        self.gan = GAN(*networks(self.seed), seed=self.seed)
        self._first = [weight.copy() for weight in self.gan.get_weights()]
        shown = {"side": side, "lines": lines, "shown": shown, "limits": limits}
        self._graphs = PlaneGraphs(self.gan, self._points, seed=self.seed, batch_size=self.batch_size, **shown)
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
        own = self._generator_stage if own_stage else None
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
        key = (loss, penalty, n_critic, self.n_generator, optimizer, own is not None)
        self._graphs.use(key, self.n_generator, own)

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
        rows = self._graphs("steps")(tf.constant(whole(steps, "steps", 1), tf.int32)).numpy()
        self.steps += len(rows)
        return rows

    def move(self, player):
        """Let one player move alone, "discriminator" or "generator"; return a row as `advance` does, nan where unknown.

        The discriminator moves n_critic times, the generator n_generator times. One after the other they are a step,
        after which the next noise is drawn; so two moves of one player begin a new step each.
        """
        if player not in ("discriminator", "generator"):
            raise ValueError(f"unknown player {player!r}: choose discriminator or generator")
        row = self._graphs(player)().numpy()
        self.steps += 1
        return row[None]

    def halves(self):
        """Yield twice: after the discriminator's half of one step, and after the generator's; a row each, as `move`."""
        row = self._graphs("first half")().numpy()
        yield row[None].copy()
        row[HISTORY_KEYS.index("g_loss")] = self._graphs("second half")().numpy()[HISTORY_KEYS.index("g_loss")]
        self.steps += 1
        yield row[None]

    def look(self):
        """Return the present `Look`."""
        return self._graphs.look()

    def real(self, n):
        """Return the first n real points, or all where there are fewer."""
        return self._points[:n].numpy()

    def generate(self, n):
        """Return n generated points of the present generator, always from the same z."""
        return self._graphs("generate")(tf.constant(whole(n, "n", 1), tf.int32)).numpy()


def _checked(points):
    points = np.asarray(points, np.float32)
    if not is_plane(points):
        raise ValueError(
            f"the real points have shape {points.shape}, expected (n, 2) with n ≥ 1 and finite numbers: one row of x "
            "and y for each point"
        )
    return points
