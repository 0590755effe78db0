"""`CycleGAN`: two generators there and back between two kinds of pictures of which no two belong together."""

import keras
import numpy as np  # noqa: F401 (the example uses it)
import tensorflow as tf
from keras import ops

from gan_utils import _random, losses
from gan_utils._checked import real, whole
from gan_utils.training import feeding, pairs_checks
from gan_utils.training.parts import in_parts
from gan_utils.training.players import Players


class CycleGAN(Players):
    """Two generators, a → b and b → a, and a discriminator at each end, taught without pairs.

    The generators minimise their two losses through the discriminators, cycle_weight · (mean |a″ − a| + mean |b″ − b|),
    where a″ is a there and back, and identity_weight · cycle_weight · (mean |b′ − b| + mean |a′ − a|), where b′ is what
    a → b makes of a picture that is a b already. Each discriminator sees old fakes among the new ones, out of a pool.

    Args:
        to_b, to_a: generators of pictures of one shape, such as `models.unet`.
        judge_b, judge_a: discriminators of such pictures, to logits, one a picture or one a patch.
        seed: of the draws from the pools.
        pool: how many old fakes each discriminator has; 0 for none.

    Raises:
        ValueError: when the networks do not fit each other.

    Reference: Zhu et al. 2017, arXiv:1703.10593, sections 3 and 4.

    >>> from gan_utils import models
    >>> shape = (8, 8, 3)
    >>> translators = [models.unet(shape, width=2) for _ in range(2)]
    >>> cycle = CycleGAN(*translators, *[models.patch_discriminator(shape, width=2) for _ in range(2)])
    >>> cycle.compile()
    >>> cycle.generate(np.zeros((3, *shape), np.float32), to="b").shape
    (3, 8, 8, 3)
    """

    history_keys = ("d_real_term", "d_fake_term", "d_x", "d_g_z", "g_loss", "cycle", "identity")
    recipe_numbers = ("cycle_weight", "identity_weight", "pool_size")
    draws_a_step = 2

    def __init__(self, to_b, to_a, judge_b, judge_a, seed=0, pool=64, name="cycle"):
        for generator, judge in ((to_b, judge_b), (to_a, judge_a)):
            pairs_checks.check_networks(generator, judge)
        shapes = {tuple(network.inputs[0].shape[1:]) for network in (to_b, to_a, judge_b, judge_a)}
        if len(shapes) > 1 or any(len(network.inputs) > 1 for network in (to_b, to_a, judge_b, judge_a)):
            raise ValueError(
                f"the four networks take pictures of the shapes {sorted(shapes)}, expected one picture of one shape "
                "for all of them, since each generator's pictures are the other's inputs"
            )
        (shape,) = shapes
        # Under names of their own: two networks of one builder have one name, which Keras refuses side by side.
        to_b, to_a, judge_b, judge_a = (
            keras.Model(network.inputs[0], network.outputs[0], name=which)
            for which, network in (("to_b", to_b), ("to_a", to_a), ("judge_b", judge_b), ("judge_a", judge_a))
        )
        a, b = keras.Input(shape, name="a"), keras.Input(shape, name="b")
        generator = keras.Model([a, b], [to_b(a), to_a(b)], name="there_and_back")
        discriminator = keras.Model([b, a], [judge_b(b), judge_a(a)], name="judges")
        super().__init__(generator, discriminator, seed, name)
        self.to_b, self.to_a, self.judge_b, self.judge_a = to_b, to_a, judge_b, judge_a
        self.sample_shape, self.pool_size = shape, whole(pool, "pool, the number of old fakes,", 0)
        self.pools = [
            self.add_weight(shape=(self.pool_size, *shape), initializer="zeros", trainable=False, name=f"pool_{end}")
            for end in (("b", "a") if pool else ())
        ]

    def compile(
        self,
        loss="least_squares",
        g_optimizer=None,
        d_optimizer=None,
        cycle_weight=10.0,
        identity_weight=0.5,
        jit_compile="auto",
        run_eagerly=False,
    ):
        """Choose what the players minimise and how.

        Args:
            loss: a name in `losses.LOSSES` or a `GANLoss`, but no relativistic one.
            g_optimizer, d_optimizer: of both generators and of both discriminators; Adam(2e-4, beta_1=0.5) by default.
            cycle_weight: of the way there and back; 0 leaves it out, and the identity with it.
            identity_weight: of pictures that are there already, times `cycle_weight`.
            jit_compile, run_eagerly: as in `GAN.compile`.

        Raises:
            ValueError: for an unknown or relativistic loss, one optimizer for two players, or values out of range.
        """
        for weight, what in ((cycle_weight, "cycle_weight"), (identity_weight, "identity_weight")):
            real(weight, what, "of at least 0", lambda number: number >= 0)
        loss = losses.get(loss)
        if loss.relativistic:
            raise ValueError(f"{loss.name} compares pairs, and here are none: choose another loss")
        super().compile(loss, g_optimizer, d_optimizer, None, False, jit_compile, run_eagerly)
        self.cycle_weight, self.identity_weight = float(cycle_weight), float(identity_weight)

    # -- the two stages ------------------------------------------------------------------------------------------

    def _old_and_new(self, fakes, which):
        """Return as many fakes as there are, each second one an old one out of the pool, which takes the new one."""
        if not self.pools:
            return fakes
        pool, n = self.pools[which], tf.shape(fakes)[0]
        draws = _random.uniform((2, self.pool_size), self._stream(which))
        first = tf.gather(fakes, tf.range(self.pool_size) % n)
        held = tf.where(tf.equal(self.step.value, 0), first, pool.value)
        places = tf.argsort(draws[0])[:n]
        count = tf.shape(places)[0]  # a batch may be larger than the pool
        swap = draws[1][:count, None, None, None] < 0.5
        old, new = tf.gather(held, places), fakes[:count]
        pool.assign(tf.tensor_scatter_nd_update(held, places[:, None], tf.where(swap, new, old)))
        return tf.concat([tf.where(swap, old, new), fakes[count:]], axis=0)

    def discriminator_stage(self, a, b):
        """Update both discriminators once; return what the history keeps of them, summed over the two ends."""
        fake_b, fake_a = self.to_b(a, training=True), self.to_a(b, training=True)  # outside the tape
        fake_b, fake_a = self._old_and_new(fake_b, 0), self._old_and_new(fake_a, 1)
        with tf.GradientTape() as tape:
            ends = [
                (judge(true, training=True), judge(fake, training=True))
                for judge, true, fake in ((self.judge_b, b, fake_b), (self.judge_a, a, fake_a))
            ]
            terms = [self.gan_loss.discriminator(*logits) for logits in ends]
            scaled = self._scaled(self.d_optimizer, sum(sum(pair) for pair in terms))
        variables = self.discriminator.trainable_variables
        self.d_optimizer.apply(tape.gradient(scaled, variables), variables)
        sure = [[ops.mean(ops.sigmoid(logits)) for logits in pair] for pair in ends]
        return {
            "d_real_term": terms[0][0] + terms[1][0],
            "d_fake_term": terms[0][1] + terms[1][1],
            "d_x": (sure[0][0] + sure[1][0]) / 2,
            "d_g_z": (sure[0][1] + sure[1][1]) / 2,
        }

    def generator_stage(self, a, b):
        """Update both generators once; return their loss and the two distances, summed over the two ends."""
        with tf.GradientTape() as tape:
            fake_b, fake_a = self.to_b(a, training=True), self.to_a(b, training=True)
            loss = self.gan_loss.generator(self.judge_b(fake_b, training=True))
            loss = loss + self.gan_loss.generator(self.judge_a(fake_a, training=True))
            cycle = losses.cycle_loss(a, self.to_a(fake_b, training=True))
            cycle = cycle + losses.cycle_loss(b, self.to_b(fake_a, training=True))
            identity = losses.cycle_loss(b, self.to_b(b, training=True)) + losses.cycle_loss(
                a, self.to_a(a, training=True)
            )
            loss = loss + self.cycle_weight * (cycle + self.identity_weight * identity)
            scaled = self._scaled(self.g_optimizer, loss)
        variables = self.generator.trainable_variables
        self.g_optimizer.apply(tape.gradient(scaled, variables), variables)
        return {"g_loss": loss, "cycle": cycle, "identity": identity}

    def train_step(self, data):
        """Do one update of both discriminators, then one of both generators; return the scalars of the step."""
        self._begin_step()
        logs = self.discriminator_stage(*data) | self.generator_stage(*data)
        return self._end_step(logs)

    # -- what learners call --------------------------------------------------------------------------------------

    def fit(self, batches, epochs=1, callbacks=(), verbose=0, initial_epoch=0, steps_per_epoch=None):
        """Train on batches of (pictures a, pictures b) and return the history of this run, a value for each step.

        Args:
            batches: a `tf.data.Dataset` of two pictures' batches, as `tf.data.Dataset.zip` makes it of two datasets.
            epochs, callbacks, verbose, initial_epoch, steps_per_epoch: as in `GAN.fit`.

        Raises:
            ValueError: before `compile`; when the batches do not fit the networks; and for callbacks that cannot work.
        """
        callbacks = self._check_run(callbacks, epochs, initial_epoch, verbose, steps_per_epoch)
        batches = feeding.prepared_pairs(batches, self.sample_shape, self.sample_shape, steps_per_epoch)
        return self._run(batches, epochs, callbacks, verbose, initial_epoch)

    def generate(self, inputs, to="b", batch_size=256):
        """Return pictures brought to the other kind, float32 in [-1, 1], in inference mode.

        Args:
            inputs: pictures of the one kind, float in [-1, 1] or uint8, shape (n, *sample_shape).
            to: the kind that should come out, "a" or "b".
            batch_size: how many are made at once.

        Raises:
            ValueError: for another kind, or pictures of another shape.
        """
        if to not in ("a", "b"):
            raise ValueError(f'to must be "a" or "b", got {to!r}')
        inputs, model = pairs_checks.checked_pictures(inputs, self.sample_shape), self.to_b if to == "b" else self.to_a
        return in_parts(model, [inputs], batch_size)

    def facts(self):
        """Return what the generators take and make, for the card of saved ones."""
        return {"sample_shape": [int(side) for side in self.sample_shape]}
