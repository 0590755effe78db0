"""`InfoGAN`: codes without labels, which the discriminator has to read off the pictures."""

import keras
import numpy as np
import tensorflow as tf
from keras import ops

from gan_utils import _random
from gan_utils.training import checks, codes, feeding, vae_checks
from gan_utils.training.parts import in_parts, latents_for
from gan_utils.training.players import Players
from gan_utils.training.told import Told


class InfoGAN(Told, Players):
    """A generator that is given a code besides noise, and a discriminator with a head Q that guesses the code.

    No labels are used. Both players raise a lower bound of the mutual information between code and picture,
    I(c; G(z, c)) ≥ H(c) + E log Q(c|G(z, c)), with the weight that `compile` sets, beside their usual losses; so the
    generator has to make pictures that show their code. A code is one of n_classes and n_uniform numbers in [-1, 1].

    Args:
        generator: model from one vector to samples, such as `models.dcgan_generator` with latent_dim=74: noise, then
            the class as a one-hot vector, then the continuous codes.
        discriminator: from samples to a dictionary, as `models.with_heads` returns; its heads say how many codes there
            are, and what is left of the generator's vector is noise.
        seed: of the noise and of the codes.

    Attributes:
        latent_dim: width of the noise alone.
        n_classes, n_uniform: of the code; 0 for none.

    Raises:
        ValueError: when the networks do not fit each other, or leave no room for noise.

    Reference: Chen et al. 2016, arXiv:1606.03657, sections 4 to 6.

    >>> from gan_utils import models
    >>> judge = models.with_heads(models.dcgan_discriminator((8, 8, 1), width=2), n_classes=10, n_uniform=2)
    >>> infogan = InfoGAN(models.dcgan_generator((8, 8, 1), latent_dim=74, width=2), judge)
    >>> infogan.compile()
    >>> infogan.latent_dim, infogan.generate(labels=[3, 3], uniform=[[-1, 0], [1, 0]], seed=0).shape
    (62, (2, 8, 8, 1))
    """

    takes_labels = False  # while it learns

    def __init__(self, generator, discriminator, seed=0, name="infogan"):
        codes.check_networks(generator, discriminator, classes_only=False)
        n_classes, n_uniform = (codes.head_width(discriminator, which) for which in ("classes", "uniform"))
        noise = codes.noise_width(generator, n_classes, n_uniform)
        super().__init__(generator, discriminator, seed, name)
        self.n_classes, self.n_uniform, self.latent_dim = n_classes, n_uniform, noise
        self.sample_shape = tuple(generator.output_shape[1:])
        self.generator_is_conditional = bool(self.n_classes)  # for callbacks that draw samples of each class

    @property
    def history_keys(self):
        """What each step leaves in the history."""
        heads = (which for which, n in (("classes", self.n_classes), ("uniform", self.n_uniform)) if n)
        return ("d_real_term", "d_fake_term", "d_x", "d_g_z", "g_loss", *(f"fake_{which}" for which in heads))

    @property
    def draws_a_step(self):
        """Noise, classes and continuous codes, for the stage of each player."""
        return 6

    def noise(self, n, draw=0):
        """Return the standard normal noise of draw number `draw` of the current step, shape (n, latent_dim)."""
        return self._noise(n, self.latent_dim, draw)

    def told(self, n, labels, draw):
        """Return the codes of draw number `draw` of the current step, {"classes": (n,), "uniform": (n, n_uniform)}."""
        told = {}
        if self.n_classes:
            chance = _random.uniform((n,), self._stream(draw + 1))
            told["classes"] = tf.cast(chance * self.n_classes, tf.int32)
        if self.n_uniform:
            told["uniform"] = 2.0 * _random.uniform((n, self.n_uniform), self._stream(draw + 2)) - 1.0
        return told

    def fakes(self, told, draw):
        """Return what the generator makes of codes and the noise of draw number `draw`, in training mode."""
        n = tf.shape(next(iter(told.values())))[0]
        parts = [self.noise(n, draw)]
        if self.n_classes:
            parts.append(ops.one_hot(told["classes"], self.n_classes, dtype="float32"))
        if self.n_uniform:
            parts.append(told["uniform"])
        return self.generator(ops.concatenate(parts, axis=1), training=True)

    def fit(self, batches, epochs=1, callbacks=(), verbose=0, initial_epoch=0, steps_per_epoch=None):
        """Train and return the history of this run, a value for each step.

        An interrupt, a loss that is not finite and a `Checkpoint` do what they do in `GAN.fit`.

        Args:
            batches: a `tf.data.Dataset` of samples; labels, where there are any, are not looked at.
            epochs, callbacks, verbose, initial_epoch, steps_per_epoch: as in `GAN.fit`.

        Returns:
            A Keras `History` whose `.history` maps each of `history_keys` to a list with one float a step:
            `fake_classes` and `fake_uniform` are −E log Q of the codes in the generator's stage, in nats.

        Raises:
            ValueError: before `compile`; when the batches do not fit the networks; and for callbacks that cannot work.
        """
        callbacks = self._check_run(callbacks, epochs, initial_epoch, verbose, steps_per_epoch)
        batches = feeding.prepared(batches, self.sample_shape, False, None, 1, steps_per_epoch)
        return self._run(batches, epochs, callbacks, verbose, initial_epoch)

    def inputs(self, n=None, labels=None, seed=None, z=None, uniform=None):
        """Return what the generator is given for a request, as `generate` takes it: float32, shape (n, its width).

        Args, Raises: as `generate`.
        """
        if n is None and z is None:
            n = next((len(part) for part in (labels, uniform) if part is not None), None)
        drawn = seed is not None
        z = latents_for(n, seed, z, self.latent_dim)
        if labels is not None and not self.n_classes:
            raise ValueError("this generator takes no class: leave labels out, or build heads with n_classes=10")
        if self.n_classes and labels is None and not drawn:
            raise ValueError("generate needs labels, the class of each sample, or a seed that draws them")
        classes, middle = codes.drawn(len(z), self.n_classes, self.n_uniform, seed or 0)
        if not drawn:
            middle = np.zeros_like(middle)
        if labels is not None:
            classes = checks.checked_labels(labels, len(z), self.n_classes)
        if uniform is not None:
            middle = codes.checked_uniform(uniform, len(z), self.n_uniform)
        return codes.joined(z, classes, middle, self.n_classes)

    def generate(self, n=None, labels=None, seed=None, z=None, uniform=None, batch_size=256):
        """Return samples of the generator (of its moving average where there is one) in inference mode.

        Args:
            n: how many; taken from `labels`, `uniform` or `z` where those are given, or 16.
            labels: which class of the code, ints, shape (n,); the seed draws them by default.
            seed: fixes whatever is not given; required unless z and labels are.
            z: noise, shape (n, latent_dim).
            uniform: continuous codes in [-1, 1], shape (n, n_uniform); by default the seed draws them, and without a
                seed they are 0, the middle.
            batch_size: how many are made at once.

        Returns:
            float32 array, shape (n, *sample_shape); images are in [-1, 1].

        Raises:
            ValueError: for classes that there are not, codes out of range or of another shape, or no seed.
        """
        return in_parts(self.sampling_generator, [self.inputs(n, labels, seed, z, uniform)], batch_size)

    def read(self, x, batch_size=256):
        """Return what the head Q reads off samples, in inference mode.

        Args:
            x: samples, shape (n, *sample_shape); uint8 pictures are brought into [-1, 1] first.
            batch_size: how many go in at once.

        Returns:
            (probabilities, means): float32 arrays of shapes (n, n_classes) and (n, n_uniform).

        Raises:
            ValueError: for samples of another shape or range.
        """
        x = vae_checks.checked_samples(x, self.sample_shape)
        found = []
        for which in ("classes", "uniform"):
            head = self.discriminator.output.get(which)
            found.append(
                np.zeros((len(x), 0), np.float32)
                if head is None
                else in_parts(keras.Model(self.discriminator.inputs[0], head), [x], batch_size)
            )
        return np.asarray(ops.softmax(found[0])) if self.n_classes else found[0], found[1]

    def facts(self):
        """Return what the generator takes and makes, for the card of a saved one."""
        return {
            "latent_dim": int(self.generator.inputs[0].shape[-1]),
            "sample_shape": [int(side) for side in self.sample_shape],
            "n_classes": None,
            "codes": {"noise": int(self.latent_dim), "classes": int(self.n_classes), "uniform": int(self.n_uniform)},
        }
