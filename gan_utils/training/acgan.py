"""`ACGAN`: a conditional GAN whose discriminator is not told the class, but has to say it."""

import tensorflow as tf

from gan_utils.training import checks, codes, feeding
from gan_utils.training.parts import in_parts, labelled_latents
from gan_utils.training.players import Players
from gan_utils.training.told import Told


class ACGAN(Told, Players):
    """A generator that is told a class, and a discriminator with a head that says which class a picture shows.

    The head learns the classes of real pictures from their labels, and those of fakes from what the generator was told;
    the generator has to make pictures that the head reads right. The logit itself never hears of a class.

    Args:
        generator: model from [z, labels] to samples, such as `models.dcgan_generator` with n_classes.
        discriminator: from samples to a dictionary of `logit` and `classes`, as `models.with_heads` returns.
        seed: of the noise.

    Attributes:
        n_classes: as many as the head tells apart.

    Raises:
        ValueError: when the networks do not fit each other, also in the number of classes.

    Reference: Odena et al. 2017, arXiv:1610.09585, section 3.

    >>> from gan_utils import models
    >>> judge = models.with_heads(models.dcgan_discriminator((8, 8, 1), width=2), n_classes=10)
    >>> acgan = ACGAN(models.dcgan_generator((8, 8, 1), latent_dim=3, width=2, n_classes=10), judge)
    >>> acgan.compile()
    >>> acgan.generate(labels=[3, 7], seed=0).shape
    (2, 8, 8, 1)
    """

    history_keys = ("d_real_term", "d_fake_term", "d_x", "d_g_z", "real_classes", "g_loss", "fake_classes")
    draws_a_step = 2
    takes_labels = True
    generator_is_conditional = True  # for callbacks that draw samples

    def __init__(self, generator, discriminator, seed=0, name="acgan"):
        codes.check_networks(generator, discriminator, classes_only=True)
        if len(generator.inputs) != 2:
            raise ValueError("the generator of an AC-GAN takes [z, labels]: build it with n_classes")
        super().__init__(generator, discriminator, seed, name)
        self.n_classes = codes.head_width(discriminator, "classes")
        known = checks.count_classes(generator, generator)
        if known != self.n_classes:
            raise ValueError(
                f"the generator knows {known} classes but the head tells {self.n_classes}: build both with the same "
                "n_classes"
            )
        self.latent_dim, self.sample_shape = generator.inputs[0].shape[-1], tuple(generator.output_shape[1:])

    def told(self, n, labels, draw):
        """Return the labels of the batch, so that the fakes have the classes in the same shares, {"classes": (n,)}."""
        return {"classes": labels}

    def fakes(self, told, draw):
        """Return what the generator makes of classes and the noise of draw number `draw`, in training mode."""
        labels = told["classes"]
        return self.generator([self._noise(tf.shape(labels)[0], self.latent_dim, draw), labels], training=True)

    def fit(self, batches, epochs=1, callbacks=(), verbose=0, initial_epoch=0, steps_per_epoch=None):
        """Train on batches of (samples, labels) and return the history of this run, a value for each step.

        An interrupt, a loss that is not finite and a `Checkpoint` do what they do in `GAN.fit`.

        Args:
            batches: a `tf.data.Dataset` of (samples, labels), as `ImageDataset.batches(…, labels=True)` gives.
            epochs, callbacks, verbose, initial_epoch, steps_per_epoch: as in `GAN.fit`.

        Returns:
            A Keras `History` whose `.history` maps each of `history_keys` to a list with one float a step:
            `real_classes` and `fake_classes` are the head's cross-entropies on real samples and on fakes, in nats.

        Raises:
            ValueError: before `compile`; when the batches do not fit the networks, or hold labels that name no class;
                and for callbacks that cannot work.
        """
        callbacks = self._check_run(callbacks, epochs, initial_epoch, verbose, steps_per_epoch)
        batches = feeding.prepared(batches, self.sample_shape, True, self.n_classes, 1, steps_per_epoch)
        return self._run(batches, epochs, callbacks, verbose, initial_epoch)

    def generate(self, n=None, labels=None, seed=None, z=None, batch_size=256):
        """Return samples of the generator (of its moving average where there is one) in inference mode.

        Args:
            n: how many; taken from `labels` or `z` where those are given.
            labels: ints, shape (n,).
            seed: fixes z; required unless z is given.
            z: latents, shape (n, latent_dim).
            batch_size: how many are made at once.

        Returns:
            float32 array, shape (n, *sample_shape); images are in [-1, 1].

        Raises:
            ValueError: for labels that are unknown or missing, a z of the wrong width, or no seed.
        """
        inputs = labelled_latents(n, labels, seed, z, self.latent_dim, self.n_classes)
        return in_parts(self.sampling_generator, inputs, batch_size)

    def facts(self):
        """Return what the generator takes and makes, for the card of a saved one."""
        shape = [int(side) for side in self.sample_shape]
        return {"latent_dim": int(self.latent_dim), "sample_shape": shape, "n_classes": int(self.n_classes)}
