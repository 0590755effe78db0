"""`ImageToImage`: a network from picture to picture, taught by what should come out, by a discriminator, or by both."""

import numpy as np  # noqa: F401 (the example uses it)
import tensorflow as tf
from keras import ops

from gan_utils import losses
from gan_utils._checked import real
from gan_utils.training import feeding, pairs_checks
from gan_utils.training.parts import in_parts, latents_for
from gan_utils.training.players import Players


class ImageToImage(Players):
    """A generator from picture to picture, and a discriminator that sees what it was given.

    Each step first updates the discriminator on the batch's pairs and on (input, what the generator makes of it), then
    the generator by adversarial_weight · (loss through the discriminator) + l1_weight · mean |y − G(x)|. Without a
    discriminator the second term is all there is; with layers of one to compare y and G(x) in, there is a third,
    feature_weight · `losses.feature_matching_loss`. Samples may be waves as well as pictures, and then `distance`
    often is another than the mean.

    Args:
        generator: model from pictures x, or [x, z], to pictures, such as `models.unet`.
        discriminator: model from pictures, or [x, pictures], to logits, one a picture or one a patch, such as
            `models.patch_discriminator`; None to learn from the targets alone.
        seed: of the noise z.
        name: of the model.
        feature_layers: names of the discriminator's layers in whose answers targets and pictures are compared too, such
            as `models.rectifiers(discriminator)`; none by default.

    Raises:
        ValueError: when the networks do not fit each other, or the discriminator has no such layer.

    Reference: Isola et al. 2017, arXiv:1611.07004, section 3; for the features Kong et al. 2020, arXiv:2010.05646,
    section 2.

    >>> from gan_utils import models
    >>> shape = (8, 8, 1)
    >>> restorer = ImageToImage(models.unet(shape, width=2), models.patch_discriminator(shape, shape, width=2))
    >>> restorer.compile()
    >>> restorer.generate(np.zeros((3, *shape), np.float32)).shape
    (3, 8, 8, 1)
    """

    recipe_numbers = ("l1_weight", "adversarial_weight", "feature_weight", "ema_decay", "ema_warmup")
    recipe_functions = ("distance",)
    draws_a_step = 2

    def __init__(self, generator, discriminator=None, seed=0, name="restorer", feature_layers=()):
        pairs_checks.check_networks(generator, discriminator)
        super().__init__(generator, discriminator, seed, name)
        self.judge = pairs_checks.judge(discriminator, feature_layers)
        self.input_shape_, self.sample_shape = (
            tuple(shape[1:]) for shape in (generator.inputs[0].shape, generator.output_shape)
        )
        self.latent_dim = generator.inputs[1].shape[-1] if len(generator.inputs) == 2 else None
        self.discriminator_sees_input = discriminator is not None and len(discriminator.inputs) == 2

    @property
    def history_keys(self):
        """What each step leaves in the history."""
        judged = ("d_real_term", "d_fake_term", "d_x", "d_g_z") if self.discriminator is not None else ()
        return (*judged, "g_loss", "l1", *(("features",) if self.judge is not None else ()))

    def compile(
        self,
        loss="non_saturating",
        g_optimizer=None,
        d_optimizer=None,
        l1_weight=100.0,
        adversarial_weight=1.0,
        distance=None,
        ema_decay=None,
        ema_warmup=False,
        jit_compile="auto",
        run_eagerly=False,
        feature_weight=2.0,
    ):
        """Choose what each player minimises and how.

        Args:
            loss: a name in `losses.LOSSES` or a `GANLoss`, taken over all logits.
            g_optimizer, d_optimizer: Keras optimizers or their names; Adam(2e-4, beta_1=0.5) by default.
            l1_weight: λ, of the mean absolute difference to the target; 0 leaves the target to the discriminator.
            adversarial_weight: of the loss through the discriminator; it does not matter without one.
            distance: a function (targets, made) -> scalar in place of mean |y − G(x)|, such as `losses.spectral_loss`;
                l1_weight is its weight then.
            ema_decay, ema_warmup, jit_compile, run_eagerly: as in `GAN.compile`.
            feature_weight: of the distance in the feature layers; it does not matter without any.

        Raises:
            ValueError: for an unknown loss, one optimizer for two networks, or values out of range.
        """
        weights = {"l1_weight": l1_weight, "adversarial_weight": adversarial_weight, "feature_weight": feature_weight}
        for what, weight in weights.items():
            real(weight, what, "of at least 0", lambda number: number >= 0)
        judged = self.discriminator is not None and adversarial_weight > 0
        if not judged and not l1_weight:
            raise ValueError("nothing teaches this generator: give l1_weight, or a discriminator and its weight")
        if distance is not None and not callable(distance):
            raise ValueError(
                f"distance must be a function (targets, made) -> scalar, such as losses.spectral_loss, got {distance!r}"
            )
        super().compile(loss, g_optimizer, d_optimizer, ema_decay, ema_warmup, jit_compile, run_eagerly)
        self.distance = distance
        self.l1_weight, self.adversarial_weight = float(l1_weight), float(adversarial_weight)
        self.feature_weight = float(feature_weight) if self.judge is not None else 0.0

    # -- the two stages ------------------------------------------------------------------------------------------

    def _made(self, inputs, draw):
        if self.latent_dim is None:
            return self.generator(inputs, training=True)
        return self.generator([inputs, self._noise(tf.shape(inputs)[0], self.latent_dim, draw)], training=True)

    def _seen(self, inputs, pictures):
        """Return [logits], and behind them what each feature layer makes of the pictures."""
        given = [inputs, pictures] if self.discriminator_sees_input else pictures
        return [self.discriminator(given, training=True)] if self.judge is None else self.judge(given, training=True)

    def _logits(self, inputs, pictures):
        return self._seen(inputs, pictures)[0]

    def discriminator_stage(self, inputs, targets, draw):
        """Update the discriminator once on the true pairs and on the generator's; return what the history keeps."""
        made = self._made(inputs, draw)  # outside the tape: this stage leaves the generator alone
        with tf.GradientTape() as tape:
            real_logits, fake_logits = self._logits(inputs, targets), self._logits(inputs, made)
            real_term, fake_term = self.gan_loss.discriminator(real_logits, fake_logits)
            scaled = self._scaled(self.d_optimizer, real_term + fake_term)
        variables = self.discriminator.trainable_variables
        self.d_optimizer.apply(tape.gradient(scaled, variables), variables)
        return {
            "d_real_term": real_term,
            "d_fake_term": fake_term,
            "d_x": ops.mean(ops.sigmoid(real_logits)),
            "d_g_z": ops.mean(ops.sigmoid(fake_logits)),
        }

    def generator_stage(self, inputs, targets, draw):
        """Update the generator once by all terms of its loss; return the loss, and what it compares with the target."""
        beside, wanted = [], []
        if self.discriminator is not None and (self.gan_loss.relativistic or self.judge is not None):
            logits, *wanted = self._seen(inputs, targets)
            beside = [logits] if self.gan_loss.relativistic else []
        with tf.GradientTape() as tape:
            made = self._made(inputs, draw)
            distance = ops.mean(ops.abs(targets - made)) if self.distance is None else self.distance(targets, made)
            loss, logs = self.l1_weight * distance, {"l1": distance}
            if self.discriminator is not None:
                logits, *found = self._seen(inputs, made)
                loss = loss + self.adversarial_weight * self.gan_loss.generator(*beside, logits)
            if self.judge is not None:
                logs["features"] = losses.feature_matching_loss(wanted, found)
                loss = loss + self.feature_weight * logs["features"]
            scaled = self._scaled(self.g_optimizer, loss)
        variables = self.generator.trainable_variables
        self.g_optimizer.apply(tape.gradient(scaled, variables), variables)
        return {"g_loss": loss} | logs

    def train_step(self, data):
        """Do one update of the discriminator, if there is one, then one of the generator; return the step's scalars."""
        self._begin_step()
        inputs, targets = data
        logs = self.discriminator_stage(inputs, targets, draw=0) if self.discriminator is not None else {}
        logs |= self.generator_stage(inputs, targets, draw=1)
        return self._end_step(logs)

    # -- what learners call --------------------------------------------------------------------------------------

    def fit(self, batches, epochs=1, callbacks=(), verbose=0, initial_epoch=0, steps_per_epoch=None):
        """Train on batches of (inputs, targets) and return the history of this run, a value for each step.

        An interrupt, a loss that is not finite and a `Checkpoint` do what they do in `GAN.fit`.

        Args:
            batches: a `tf.data.Dataset` of (inputs, targets), as `data.ImagePairs.batches` gives.
            epochs, callbacks, verbose, initial_epoch, steps_per_epoch: as in `GAN.fit`.

        Returns:
            A Keras `History` whose `.history` maps each of `history_keys` to a list with one float a step; `l1` is the
            mean absolute difference in [0, 2], or the `distance` given in its place; `features`, where there are
            feature layers, is the distance in those, before its weight.

        Raises:
            ValueError: before `compile`; when the batches do not fit the networks; and for callbacks that cannot work.
        """
        callbacks = self._check_run(callbacks, epochs, initial_epoch, verbose, steps_per_epoch)
        batches = feeding.prepared_pairs(batches, self.input_shape_, self.sample_shape, steps_per_epoch)
        return self._run(batches, epochs, callbacks, verbose, initial_epoch)

    def generate(self, inputs, seed=None, z=None, batch_size=256):
        """Return what the generator (its moving average where there is one) makes of pictures, in inference mode.

        Args:
            inputs: float pictures in [-1, 1], shape (n, *input shape); uint8 is brought there first.
            seed: fixes z, where the generator takes any.
            z: latents, shape (n, latent_dim), in place of the seed.
            batch_size: how many are made at once.

        Returns:
            float32 array, shape (n, *sample_shape), in [-1, 1].

        Raises:
            ValueError: for pictures of another shape, a z that does not fit, or no seed where one is needed.
        """
        inputs = pairs_checks.checked_pictures(inputs, self.input_shape_)
        if self.latent_dim is None and z is not None:
            raise ValueError("this generator takes no z: build it with latent_dim=8 to draw several answers")
        parts = [inputs]
        if self.latent_dim is not None:
            parts.append(latents_for(len(inputs), seed, z, self.latent_dim))
        return in_parts(self.sampling_generator, parts, batch_size)

    def facts(self):
        """Return what the generator takes and makes, for the card of a saved one."""
        shapes = {"input_shape": self.input_shape_, "sample_shape": self.sample_shape}
        listed = {name: [int(side) for side in shape] for name, shape in shapes.items()}
        return listed | {"latent_dim": None if self.latent_dim is None else int(self.latent_dim)}
