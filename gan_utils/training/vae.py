"""`VAE`: an encoder and a decoder with a density between them; with a discriminator, a VAE-GAN."""

import math

import keras
import numpy as np
import tensorflow as tf
from keras import ops

from gan_utils import losses
from gan_utils._checked import real, whole
from gan_utils.models.parts import layer_called
from gan_utils.training import checks, feeding, vae_checks
from gan_utils.training.parts import in_parts, latents_for
from gan_utils.training.players import Players


class VAE(Players):
    """An encoder q(z|x) and a decoder p(x|z) that raise a lower bound of log p(x) together.

    Without a discriminator each step lowers the negative ELBO, −E log p(x|z) + kl_weight · KL(q(z|x) ‖ N(0, 1)), where
    p(x|z) is a Gaussian around what the decoder makes, of one standard deviation for all coordinates.

    With a discriminator it is the VAE-GAN: the Gaussian lies around the discriminator's features of the picture instead
    of its pixels, the discriminator judges both what was decoded from q(z|x) and what was decoded from noise, and the
    decoder is taught by feature_weight · (−E log p(features|z)) + (loss through the discriminator).

    Args:
        encoder: model from samples to [mean, log-variance] of z, such as `models.encoder`.
        decoder: model from z to samples, such as `models.decoder`; it is also called `generator`.
        discriminator: model from samples to logits, or None.
        feature_layer: name of the discriminator's layer in whose features pictures are compared.
        seed: of the noise.

    Raises:
        ValueError: when the networks do not fit each other.

    Reference: Kingma & Welling 2014, arXiv:1312.6114, algorithm 1; Larsen et al. 2016, arXiv:1512.09300, algorithm 1.

    >>> from gan_utils import models
    >>> vae = VAE(models.mlp_encoder((2,), 1, (8,)), models.mlp_generator((2,), 1, (8,), activation=None))
    >>> vae.compile(deviation=0.1)
    >>> vae.generate(3, seed=0).shape, vae.reconstruct(np.zeros((4, 2), np.float32)).shape
    ((3, 2), (4, 2))
    """

    recipe_numbers = ("deviation", "kl_weight", "kl_warmup", "feature_weight", "ema_decay", "ema_warmup")
    networks = ("encoder", "generator", "discriminator")
    generator_is_conditional = False  # for callbacks that draw samples

    def __init__(self, encoder, decoder, discriminator=None, feature_layer="features", seed=0, name="vae"):
        vae_checks.check_networks(encoder, decoder, discriminator)
        super().__init__(decoder, discriminator, seed, name)
        self.encoder, self.judge = encoder, None
        self.latent_dim, self.sample_shape = decoder.inputs[0].shape[-1], tuple(decoder.output_shape[1:])
        if discriminator is not None:
            features = layer_called(discriminator, feature_layer)
            self.judge = keras.Model(discriminator.inputs[0], [discriminator.outputs[0], features.output])

    @property
    def decoder(self):
        """The generator, by the name that it has beside an encoder."""
        return self.generator

    @property
    def history_keys(self):
        """What each step leaves in the history."""
        judged = ("d_real_term", "d_fake_term", "d_x", "d_g_z") if self.discriminator is not None else ()
        return (*judged, "g_loss", "reconstruction", "kl")

    @property
    def draws_a_step(self):
        """Noise for z of the batch; with a discriminator also for what is drawn, and both once more for its stage."""
        return 1 if self.discriminator is None else 4

    @property
    def generator_variables(self):
        """What one optimizer moves: encoder and decoder."""
        return [*self.encoder.trainable_variables, *self.generator.trainable_variables]

    @property
    def moved_by_g(self):
        """The name of the whole, which stands for encoder and decoder, for messages."""
        return self.name

    def compile(
        self,
        loss="non_saturating",
        g_optimizer=None,
        d_optimizer=None,
        deviation=1.0,
        kl_weight=1.0,
        kl_warmup=0,
        feature_weight=1e-2,
        ema_decay=None,
        ema_warmup=False,
        jit_compile="auto",
        run_eagerly=False,
    ):
        """Choose the likelihood, and what each network minimises and how.

        Args:
            loss: of the discriminator and through it; a name in `losses.LOSSES` or a `GANLoss`, not a relativistic one.
            g_optimizer: of encoder and decoder; a Keras optimizer or its name, Adam(2e-4, beta_1=0.5) by default.
            d_optimizer: likewise, of the discriminator.
            deviation: standard deviation of p(x|z) in every coordinate, above 0.
            kl_weight: of the KL term; 1 makes the loss a bound, and log p(x) is never below minus it.
            kl_warmup: steps over which that weight rises from 0 in a straight line.
            feature_weight: γ, what the decoder of a VAE-GAN makes of the distance between features.
            ema_decay, ema_warmup, jit_compile, run_eagerly: as in `GAN.compile`; the average is the decoder's.

        Raises:
            ValueError: for an unknown loss, one optimizer for two networks, or values out of range.
        """
        loss = checks.unpaired_loss(loss, "and a VAE-GAN has two fakes for each")
        deviation = real(deviation, "deviation", "above 0, the standard deviation of p(x|z)", lambda s: s > 0)
        kl_weight = real(kl_weight, "kl_weight", "of at least 0", lambda weight: weight >= 0)
        feature_weight = real(feature_weight, "feature_weight", "of at least 0", lambda weight: weight >= 0)
        kl_warmup = whole(kl_warmup, "kl_warmup, steps until the KL term counts in full,", 0)
        super().compile(loss, g_optimizer, d_optimizer, ema_decay, ema_warmup, jit_compile, run_eagerly)
        self.deviation, self.kl_weight, self.kl_warmup = deviation, kl_weight, kl_warmup
        self.feature_weight = feature_weight

    # -- the two stages ------------------------------------------------------------------------------------------

    def noise(self, n, draw=0):
        """Return the standard normal noise of draw number `draw` of the current step, shape (n, latent_dim)."""
        return self._noise(n, self.latent_dim, draw)

    def _encoded(self, x, draw):
        """Return (z, mean, log-variance): z = mean + deviation · noise of draw number `draw`."""
        mean, log_variance = self.encoder(x, training=True)
        noise = self.noise(tf.shape(x)[0], draw)
        return mean + ops.exp(0.5 * log_variance) * noise, mean, log_variance

    def _kl_weight_now(self):
        if not self.kl_warmup:
            return self.kl_weight
        return self.kl_weight * ops.minimum(1.0, ops.cast(self.step.value, "float32") / self.kl_warmup)

    def _far(self, given, made):
        """Return minus the mean of log p(given | made), with a Gaussian of the deviation that `compile` set."""
        log_variance = 2.0 * math.log(self.deviation)
        return -ops.mean(losses.gaussian_log_density(given, made, log_variance))

    def discriminator_stage(self, x):
        """Update the discriminator on real samples and on decoded ones, half of them from noise; return its scalars."""
        z = self._encoded(x, draw=0)[0]
        z = ops.concatenate([z, self.noise(tf.shape(x)[0], draw=1)])
        made = self.generator(z, training=True)  # outside the tape: this stage leaves the decoder alone
        with tf.GradientTape() as tape:
            real_logits, fake_logits = (self.discriminator(each, training=True) for each in (x, made))
            real_term, fake_term = self.gan_loss.discriminator(real_logits, fake_logits)
            scaled = self._scaled(self.d_optimizer, real_term + fake_term)
        variables = self.discriminator.trainable_variables
        self.d_optimizer.apply(tape.gradient(scaled, variables), variables)
        d_x, d_g_z = (ops.mean(ops.sigmoid(logits)) for logits in (real_logits, fake_logits))
        return {"d_real_term": real_term, "d_fake_term": fake_term, "d_x": d_x, "d_g_z": d_g_z}

    def bound_stage(self, x):
        """Update encoder and decoder once by the negative ELBO; return it and its two parts."""
        with tf.GradientTape() as tape:
            z, mean, log_variance = self._encoded(x, draw=0)
            distance = self._far(x, self.generator(z, training=True))
            kl = ops.mean(losses.gaussian_kl(mean, log_variance))
            loss = distance + self._kl_weight_now() * kl
            scaled = self._scaled(self.g_optimizer, loss)
        self.g_optimizer.apply(tape.gradient(scaled, self.generator_variables), self.generator_variables)
        return {"g_loss": loss, "reconstruction": distance, "kl": kl}

    def judged_stage(self, x):
        """Update the encoder by features and KL, the decoder by features and the discriminator; return the terms."""
        with tf.GradientTape(persistent=True) as tape:
            z, mean, log_variance = self._encoded(x, draw=2)
            drawn = self.generator(self.noise(tf.shape(x)[0], draw=3), training=True)
            wanted = self.judge(x, training=True)[1]
            logits, found = self.judge(self.generator(z, training=True), training=True)
            distance = self._far(wanted, found)
            kl = ops.mean(losses.gaussian_kl(mean, log_variance))
            through = self.gan_loss.generator(ops.concatenate([logits, self.discriminator(drawn, training=True)]))
            taught = self.feature_weight * distance + through
            both = [self._scaled(self.g_optimizer, each) for each in (distance + self._kl_weight_now() * kl, taught)]
        parts = (self.encoder.trainable_variables, self.generator.trainable_variables)
        gradients = [tape.gradient(loss, part) for loss, part in zip(both, parts, strict=True)]
        self.g_optimizer.apply([*gradients[0], *gradients[1]], self.generator_variables)
        return {"g_loss": taught, "reconstruction": distance, "kl": kl}

    def train_step(self, data):
        """Do one update of the discriminator, if there is one, then one of encoder and decoder; return the scalars."""
        self._begin_step()
        x = data[0] if isinstance(data, tuple) else data
        logs = self.bound_stage(x) if self.judge is None else self.discriminator_stage(x) | self.judged_stage(x)
        return self._end_step(logs)

    # -- what learners call --------------------------------------------------------------------------------------

    def fit(self, batches, epochs=1, callbacks=(), verbose=0, initial_epoch=0, steps_per_epoch=None):
        """Train and return the history of this run, a value for each step.

        An interrupt, a loss that is not finite and a `Checkpoint` do what they do in `GAN.fit`.

        Args:
            batches: a `tf.data.Dataset` of samples; labels, where there are any, are not looked at.
            epochs, callbacks, verbose, initial_epoch, steps_per_epoch: as in `GAN.fit`.

        Returns:
            A Keras `History` whose `.history` maps each of `history_keys` to a list with one float a step:
            `reconstruction` is −E log p(x|z) and `kl` the KL term, both in nats a sample.

        Raises:
            ValueError: before `compile`; when the batches do not fit the networks; and for callbacks that cannot work.
        """
        callbacks = self._check_run(callbacks, epochs, initial_epoch, verbose, steps_per_epoch)
        batches = feeding.prepared(batches, self.sample_shape, False, None, 1, steps_per_epoch)
        return self._run(batches, epochs, callbacks, verbose, initial_epoch)

    def generate(self, n=None, labels=None, seed=None, z=None, batch_size=256):
        """Return what the decoder (its moving average where there is one) makes of noise, in inference mode.

        Args:
            n: how many; as many as z has, or 16, by default.
            labels: None; there are no classes.
            seed: fixes z; required unless z is given.
            z: latents, shape (n, latent_dim).
            batch_size: how many are made at once.

        Returns:
            float32 array, shape (n, *sample_shape): the mean of p(x|z); pictures are in [-1, 1].

        Raises:
            ValueError: for labels, a z of the wrong shape, or no seed.
        """
        if labels is not None:
            raise ValueError("a VAE takes no labels: leave them out")
        return in_parts(self.sampling_generator, [latents_for(n, seed, z, self.latent_dim)], batch_size)

    def encode(self, x, batch_size=256):
        """Return (mean, log-variance) of q(z|x), float32 arrays of shape (n, latent_dim), in inference mode.

        Args:
            x: samples, shape (n, *sample_shape); uint8 pictures are brought into [-1, 1] first.
            batch_size: how many go in at once.

        Raises:
            ValueError: for samples of another shape or range.
        """
        x = vae_checks.checked_samples(x, self.sample_shape)
        both = keras.Model(self.encoder.inputs[0], ops.concatenate(self.encoder.outputs, axis=1))
        return tuple(np.split(in_parts(both, [x], batch_size), 2, axis=1))

    def reconstruct(self, x, batch_size=256):
        """Return what the decoder makes of the mean of q(z|x), float32, shape (n, *sample_shape).

        Args:
            x, batch_size: as in `encode`.

        Raises:
            ValueError: for samples of another shape or range.
        """
        return in_parts(self.sampling_generator, [self.encode(x, batch_size)[0]], batch_size)

    def log_weights(self, x, k=1, seed=None, batch_size=256):
        """Return log p(x|z) + log p(z) − log q(z|x) for k draws of z ∼ q(z|x) each, in inference mode.

        Their mean is the ELBO; `metrics.importance_bound` makes tighter bounds of them.

        Args:
            x: as in `encode`.
            k: draws for each sample.
            seed: of the draws.
            batch_size: how many samples go in at once.

        Returns:
            float64 array, shape (n, k), in nats.

        Raises:
            ValueError: for samples of another shape or range, before `compile`, with a discriminator, whose Gaussian
                lies around features and not around x, or without a seed.

        Reference: Burda et al. 2016, arXiv:1509.00519, section 3.
        """
        vae_checks.check_has_density(self, seed)
        x, (means, log_variances) = vae_checks.checked_samples(x, self.sample_shape), self.encode(x, batch_size)
        rng, found = np.random.default_rng(seed), np.empty((len(x), whole(k, "k", 1)))
        for start in range(0, len(x), batch_size):
            part = slice(start, start + batch_size)
            given, mean, log_variance = x[part], means[part], log_variances[part]
            several = max(1, 4 * batch_size // len(mean))  # draws at once
            for i in range(0, k, several):
                noise = rng.standard_normal((min(several, k - i), *mean.shape)).astype(np.float32)
                z = mean + np.exp(0.5 * log_variance) * noise
                found[part, i : i + several] = self._log_weights_at(given, z, mean, log_variance).T
        return found

    def _log_weights_at(self, given, z, mean, log_variance):
        """Return log p(x|z) + log p(z) − log q(z|x) of z, shape (draws, n, latent_dim), as shape (draws, n)."""
        flat = z.reshape(-1, z.shape[-1])
        given, mean, log_variance = (np.concatenate([part] * len(z)) for part in (given, mean, log_variance))
        made = self.sampling_generator(flat, training=False)
        terms = losses.gaussian_log_density(given, made, 2.0 * math.log(self.deviation))
        terms += losses.gaussian_log_density(flat) - losses.gaussian_log_density(flat, mean, log_variance)
        return np.asarray(terms).reshape(z.shape[:2])

    def facts(self):
        """Return what the decoder takes and makes, for the card of a saved one."""
        shape = [int(side) for side in self.sample_shape]
        return {"latent_dim": int(self.latent_dim), "sample_shape": shape, "n_classes": None}
