"""`GAN`: generator and discriminator as one Keras model, trained by `fit` in two alternating stages."""

import sys
import warnings

import keras
import numpy as np
import tensorflow as tf
from keras import ops

from gan_utils import _random, losses
from gan_utils.latent import sample as sample_latents
from gan_utils.training.history import GoodWeights, StepHistory


class GAN(keras.Model):
    """A generator and a discriminator that train against each other.

    Each step first updates the discriminator on real and generated images, then the generator through the
    discriminator (Goodfellow et al. 2014, arXiv:1406.2661, algorithm 1). Noise is drawn by stateless generators
    keyed by (seed, step), so a run can be repeated.

    Args:
        generator: model from z, shape (batch, latent_dim), to samples; or from [z, labels].
        discriminator: model from samples to logits, shape (batch, 1); or from [samples, labels].
        seed: of the noise.

    Raises:
        ValueError: when the two networks do not fit each other.

    >>> from gan_utils import models
    >>> gan = GAN(models.mlp_generator((2,), 2, (8,)), models.mlp_discriminator((2,), (8,)))
    >>> gan.compile()
    >>> gan.generate(3, seed=0).shape
    (3, 2)
    """

    def __init__(self, generator, discriminator, seed=0, name="gan"):
        super().__init__(name=name)
        self.generator, self.discriminator, self.seed = generator, discriminator, int(seed)
        self.generator_is_conditional = len(generator.inputs) == 2
        self.discriminator_is_conditional = len(discriminator.inputs) == 2
        self.conditional = self.generator_is_conditional or self.discriminator_is_conditional
        self.latent_dim = generator.inputs[0].shape[-1]
        self.sample_shape = tuple(generator.output_shape[1:])
        wanted = tuple(discriminator.inputs[0].shape[1:])
        if self.sample_shape != wanted:
            raise ValueError(
                f"the generator makes samples of shape {self.sample_shape} but the discriminator takes {wanted}: "
                "build both with the same shape"
            )
        if tuple(discriminator.output_shape[1:]) != (1,):
            raise ValueError(
                f"the discriminator must return one logit a sample, shape (batch, 1), not {discriminator.output_shape}"
            )
        self.step = self.add_weight(
            shape=(), dtype="int32", initializer="zeros", trainable=False, name="step"
        )
        self.ema_generator = None
        self._steps = None
        self.built = True

    def compile(
        self,
        loss="non_saturating",
        g_optimizer=None,
        d_optimizer=None,
        penalty=None,
        penalty_weight=0.0,
        n_critic=1,
        ema_decay=None,
        jit_compile="auto",
        run_eagerly=False,
    ):
        """Choose what each player minimises and how.

        Args:
            loss: a name in `losses.LOSSES` or a `GANLoss`.
            g_optimizer, d_optimizer: Keras optimizers, one for each network; Adam(2e-4, beta_1=0.5) by default.
            penalty: a name in `losses.PENALTIES`, or a function (critic, real, fake, seed) -> scalar.
            penalty_weight: what the penalty is multiplied by before it joins the discriminator's loss.
            n_critic: discriminator updates for each generator update, each on different real images.
            ema_decay: with a number in (0, 1), keep an exponential moving average of the generator's weights,
                from which `generate` then draws.
            jit_compile: XLA; "auto" turns it on wherever the networks and the device allow, also on a CPU, where
                Keras' own "auto" leaves it off.
            run_eagerly: plain Python, for debugging.

        Raises:
            ValueError: for an unknown loss or penalty, one optimizer for two networks, or values out of range.
        """
        g_optimizer = g_optimizer or keras.optimizers.Adam(2e-4, beta_1=0.5)
        d_optimizer = d_optimizer or keras.optimizers.Adam(2e-4, beta_1=0.5)
        if g_optimizer is d_optimizer:
            raise ValueError(
                "generator and discriminator need an optimizer each: an optimizer keeps the moments of one network"
            )
        if n_critic < 1:
            raise ValueError(f"n_critic must be at least 1, got {n_critic}")
        if ema_decay is not None and not 0 < ema_decay < 1:
            raise ValueError(
                f"ema_decay must lie between 0 and 1, got {ema_decay}; 0.99 is usual for short runs"
            )
        if penalty is None and penalty_weight:
            raise ValueError(
                f"penalty_weight is {penalty_weight} but penalty is None: name one of {', '.join(losses.PENALTIES)}"
            )
        if jit_compile == "auto":
            jit_compile = not run_eagerly and self._xla_works()
        super().compile(optimizer=None, jit_compile=jit_compile, run_eagerly=run_eagerly)
        self.gan_loss, self.penalty = losses.get(loss), losses.get_penalty(penalty)
        self.penalty_weight, self.n_critic, self.ema_decay = float(penalty_weight), int(n_critic), ema_decay
        self.g_optimizer, self.d_optimizer = g_optimizer, d_optimizer
        g_optimizer.build(self.generator.trainable_variables)
        d_optimizer.build(self.discriminator.trainable_variables)
        self.ema_generator = None
        if ema_decay is not None:
            self.ema_generator = keras.models.clone_model(self.generator)
            self.ema_generator.set_weights(self.generator.get_weights())

    def _xla_works(self):
        """Return whether XLA can compile the step here: not on Apple's GPUs, nor with layers that rule it out."""
        apple_gpu = sys.platform == "darwin" and bool(tf.config.list_physical_devices("GPU"))
        layers = [*self.generator._flatten_layers(), *self.discriminator._flatten_layers()]
        return tf.test.is_built_with_xla() and not apple_gpu and all(layer.supports_jit for layer in layers)

    def call(self, inputs, training=False):
        """Return generated samples; `inputs` is z, or [z, labels]."""
        return self.generator(inputs, training=training)

    @property
    def run_history(self):
        """The history of the run under way, or of the last one: a dictionary of per-step lists."""
        return self._steps.history

    @property
    def sampling_generator(self):
        """The generator that `generate` draws from: the moving average where there is one."""
        return self.ema_generator if self.ema_generator is not None else self.generator

    # -- the two stages ------------------------------------------------------------------------------------------

    def latents(self, n, draw):
        """Return the z of draw number `draw` of the current step, shape (n, latent_dim)."""
        return _random.normal((n, self.latent_dim), self._stream(draw))

    def _stream(self, draw):
        """Return the pair of ints that names one random stream of this step (and of this replica)."""
        replica = tf.distribute.get_replica_context().replica_id_in_sync_group
        key = self.seed + 7919 * tf.cast(replica, tf.int32)
        return tf.stack([key, (2 * self.n_critic + 1) * self.step.value + draw])

    def _fakes(self, n, draw, labels):
        z = self.latents(n, draw)
        return self.generator([z, labels] if self.generator_is_conditional else z, training=True)

    def _logits(self, images, labels):
        inputs = [images, labels] if self.discriminator_is_conditional else images
        return self.discriminator(inputs, training=True)

    def discriminator_stage(self, real, labels, draw):
        """Update the discriminator once on `real` and on as many fakes; return what the history keeps of it."""
        n = tf.shape(real)[0]
        fake = self._fakes(n, draw, labels)  # outside the tape: this stage leaves the generator alone
        with tf.GradientTape() as tape:
            real_logits, fake_logits = self._logits(real, labels), self._logits(fake, labels)
            real_term, fake_term = self.gan_loss.discriminator(real_logits, fake_logits)
            loss = real_term + fake_term
            if self.penalty is not None:
                critic = lambda images: self._logits(images, labels)
                penalty = self.penalty(critic, real, fake, seed=self._stream(draw + 1))
                loss = loss + self.penalty_weight * penalty
        variables = self.discriminator.trainable_variables
        self.d_optimizer.apply(tape.gradient(loss, variables), variables)
        logs = {
            "d_real_term": real_term,
            "d_fake_term": fake_term,
            "d_x": ops.mean(ops.sigmoid(real_logits)),
            "d_g_z": ops.mean(ops.sigmoid(fake_logits)),
        }
        return logs | ({"penalty": penalty} if self.penalty is not None else {})

    def generator_stage(self, n, labels, draw):
        """Update the generator once through the discriminator, whose own weights stay; return its loss."""
        with tf.GradientTape() as tape:
            loss = self.gan_loss.generator(self._logits(self._fakes(n, draw, labels), labels))
        variables = self.generator.trainable_variables
        self.g_optimizer.apply(tape.gradient(loss, variables), variables)
        return loss

    def train_step(self, data):
        """Do n_critic updates of the discriminator, then one of the generator; return the scalars of the step."""
        images, labels = data if isinstance(data, tuple) else (data, None)
        for i in range(self.n_critic):
            real = images[i] if self.n_critic > 1 else images
            classes = labels[i] if self.n_critic > 1 and labels is not None else labels
            logs = self.discriminator_stage(real, classes, draw=2 * i)
        logs["g_loss"] = self.generator_stage(tf.shape(real)[0], classes, draw=2 * self.n_critic)
        if self.ema_generator is not None:
            for average, value in zip(self.ema_generator.weights, self.generator.weights, strict=True):
                average.assign(self.ema_decay * average + (1.0 - self.ema_decay) * value)
        self.step.assign(self.step + 1)
        return logs

    # -- what learners call --------------------------------------------------------------------------------------

    def fit(self, batches, epochs=1, callbacks=(), verbose=0, initial_epoch=0):
        """Train on `batches` and return the history of this run, a value for each step.

        An interrupt (Ctrl-C, or the stop button) ends training but keeps the networks as they are and returns the
        history so far; call `fit` again to go on. A loss that is not finite stops training, puts back the last good
        weights, and says so in a warning.

        Args:
            batches: a `tf.data.Dataset` of images, or of (images, labels), as `ImageDataset.batches` gives.
            epochs: passes over the batches.
            callbacks: Keras callbacks.
            verbose: 0 (silent), 1 (a bar) or 2 (a line an epoch), as in Keras.
            initial_epoch: the epoch to count from.

        Returns:
            A Keras `History` whose `.history` maps each of `HISTORY_KEYS` to a list with one float a step.

        Raises:
            ValueError: when the batches do not fit the networks, naming both shapes.
        """
        batches = self._checked(batches)
        if self.n_critic > 1:
            batches = batches.batch(self.n_critic, drop_remainder=True)
        steps = StepHistory()
        self._steps = steps
        try:
            super().fit(
                batches,
                epochs=epochs,
                callbacks=[steps, GoodWeights(), *callbacks],
                verbose=verbose,
                shuffle=False,
                initial_epoch=initial_epoch,
            )
        except KeyboardInterrupt:
            print(
                f"Interrupted after {len(steps.history['g_loss'])} steps of this run; the networks keep what they "
                "learned, and calling fit again goes on from here."
            )
        return steps

    def _checked(self, batches):
        spec = getattr(batches, "element_spec", None)
        if spec is None:
            raise ValueError(
                f"fit takes batches, such as digits.batches(64, seed=0), not {type(batches).__name__}"
            )
        image_spec = spec[0] if isinstance(spec, tuple) else spec
        got = tuple(image_spec.shape[1:])
        if got != self.sample_shape:
            raise ValueError(
                f"the batches hold samples of shape {got} but the networks take {self.sample_shape}: "
                "build the networks with the dataset's image_shape"
            )
        if not image_spec.dtype.is_floating:
            raise ValueError(
                f"the batches hold {image_spec.dtype.name}, but models take float32 in [-1, 1]: use data.to_model"
            )
        if self.conditional and not isinstance(spec, tuple):
            raise ValueError("a conditional GAN needs labels: use batches(…, labels=True)")
        if len(got) == 3:
            _check_range(next(iter(batches.take(1))))
        return batches

    def generate(self, n=None, labels=None, seed=None, z=None, batch_size=256):
        """Return samples of the generator (of its moving average where there is one) in inference mode.

        Args:
            n: how many; taken from `labels` or `z` where those are given.
            labels: ints, shape (n,), for a conditional generator.
            seed: fixes z; required unless z is given.
            z: latents, shape (n, latent_dim).
            batch_size: how many are made at once.

        Returns:
            float32 array, shape (n, *sample_shape); images are in [-1, 1].

        Raises:
            ValueError: for labels that are unknown, missing or not wanted, a z of the wrong width, or no seed.
        """
        if z is None:
            if seed is None:
                raise ValueError(
                    "generate needs a seed (or z), so that the same call gives the same pictures"
                )
            n = n if n is not None else (len(labels) if labels is not None else 16)
            z = sample_latents(n, self.latent_dim, seed)
        z = np.asarray(z, np.float32)
        if z.ndim != 2 or z.shape[1] != self.latent_dim:
            raise ValueError(f"z must have shape (n, {self.latent_dim}), got {z.shape}")
        model = self.sampling_generator
        inputs = [z]
        if self.generator_is_conditional:
            inputs.append(self._checked_labels(labels, len(z)))
        elif labels is not None:
            raise ValueError("this generator takes no labels: build it with n_classes=10 to ask for classes")
        parts = []
        for start in range(0, len(z), batch_size):
            part = [array[start : start + batch_size] for array in inputs]
            parts.append(np.asarray(model(part if len(part) > 1 else part[0], training=False)))
        return np.concatenate(parts) if parts else np.zeros((0, *self.sample_shape), np.float32)

    def _checked_labels(self, labels, n):
        n_classes = self.generator.get_layer("label_embedding").input_dim
        valid = f"the classes 0 to {n_classes - 1}"
        if labels is None:
            raise ValueError(f"this generator needs labels, one of {valid} for each sample")
        labels = np.asarray(labels)
        if labels.shape != (n,):
            raise ValueError(f"labels must have shape ({n},), one for each sample, got {labels.shape}")
        wrong = sorted({int(label) for label in labels if not 0 <= label < n_classes})
        if wrong:
            raise ValueError(f"unknown class label {wrong[0]}: choose from {valid}")
        return labels.astype(np.int32)


def _check_range(batch):
    """Raise or warn when a batch of images does not span [-1, 1], the range of the generator's tanh."""
    images = np.asarray(batch[0] if isinstance(batch, tuple) else batch)
    low, high = float(images.min()), float(images.max())
    if low < -1.01 or high > 1.01:
        raise ValueError(
            f"the batches hold values in [{low:.4g}, {high:.4g}], but models take [-1, 1]: "
            "use data.to_model on uint8 images"
        )
    if low >= 0.0 < high:
        warnings.warn(
            f"The first batch lies in [{low:.4g}, {high:.4g}]; the generator's tanh makes [-1, 1], which the "
            "discriminator will tell apart at once. Rescale with 2·x − 1.",
            UserWarning,
            stacklevel=3,
        )
