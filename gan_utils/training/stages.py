"""The step of a `GAN`: the discriminator's stage, then the generator's, or both from one pass."""

import tensorflow as tf
from keras import ops

from gan_utils import losses
from gan_utils.training.players import Players

# The bit of a key that augmentation flips. Seeds below it leave it 0, so it never draws what the noise has drawn.
AUGMENT_BIT = 2**30


class Stages(Players):
    """Two players that move in stages, by what `GAN.compile` has chosen; `GAN` adds what learners call."""

    @property
    def draws_a_step(self):
        """Noise for each update of D and for what is drawn beside it, and for the update of G."""
        return 2 * self.n_critic + 1

    def latents(self, n, draw):
        """Return the z of draw number `draw` of the current step, shape (n, latent_dim)."""
        return self._noise(n, self.latent_dim, draw)

    def _augmented(self, images, draw):
        """Return `images` augmented by draws that belong to `draw`, under a key that the noise never has."""
        if self.augment is None:
            return images
        key, number = tf.unstack(self._stream(draw))
        return self.augment(images, tf.stack([tf.bitwise.bitwise_xor(key, AUGMENT_BIT), number]))

    def _fakes(self, n, draw, labels):
        z = self.latents(n, draw)
        return self.generator([z, labels] if self.generator_is_conditional else z, training=True)

    def _logits(self, images, labels):
        inputs = [images, labels] if self.discriminator_is_conditional else images
        return self.discriminator(inputs, training=True)

    def _recorded_fakes(self, n, draw, labels):
        """Return (n fakes, the tape on which they were made): the generator can learn from them later."""
        with tf.GradientTape() as tape:
            fake = self._fakes(n, draw, labels)
        return fake, tape

    def _d_loss(self, real, fake, labels, draw):
        """Return (D's loss, what the history keeps of it, D's logits of the fakes and of the real images)."""
        seen_real, seen_fake = self._augmented(real, draw + 1), self._augmented(fake, draw)
        real_logits, fake_logits = self._logits(seen_real, labels), self._logits(seen_fake, labels)
        real_term, fake_term = self.gan_loss.discriminator(real_logits, fake_logits)
        loss = real_term + fake_term
        logs = {
            "d_real_term": real_term,
            "d_fake_term": fake_term,
            "d_x": ops.mean(ops.sigmoid(real_logits)),
            "d_g_z": ops.mean(ops.sigmoid(fake_logits)),
        }
        if self.penalty is not None:
            critic = lambda images: self._logits(self._augmented(images, draw + 1), labels)
            logs["penalty"] = self.penalty(critic, real, fake, seed=self._stream(draw + 1))
            loss = loss + self.penalty_weight * logs["penalty"]
        return loss, logs, (fake_logits, real_logits)

    def _g_loss(self, fake, fake_logits, real_logits, draw):
        """Return G's loss at fakes of draw number `draw`; a relativistic one compares them with `real_logits`."""
        beside = [real_logits] if self.gan_loss.relativistic else []
        loss = self.gan_loss.generator(*beside, fake_logits)
        if self.transport_weight is not None:
            z = self.latents(tf.shape(fake)[0], draw)
            loss = loss + self._transport_weight_now() * losses.transport_cost(z, fake)
        return loss

    def _move_d(self, gradients):
        variables = self.discriminator.trainable_variables
        self.d_optimizer.apply(gradients, variables)
        if self.weight_clip is not None:
            for variable in variables:
                variable.assign(ops.clip(variable, -self.weight_clip, self.weight_clip))

    def discriminator_stage(self, real, labels, draw, fake=None):
        """Update the discriminator once on `real` and on as many fakes; return what the history keeps of it.

        The fakes are made here, unless they are given.
        """
        if fake is None:  # outside the tape: this stage leaves the generator alone
            fake = self._fakes(tf.shape(real)[0], draw, labels)
        with tf.GradientTape() as tape:
            loss, logs, _ = self._d_loss(real, fake, labels, draw)
            scaled = self._scaled(self.d_optimizer, loss)  # for float16; else the loss itself
        self._move_d(tape.gradient(scaled, self.discriminator.trainable_variables))
        return logs

    def generator_stage(self, n, labels, draw, real=None, fake=None, tape=None):
        """Update the generator once through the discriminator, whose own weights stay; return its loss.

        A relativistic loss compares each of the n fakes with one of n real images, augmented as the discriminator saw
        them in its own stage just before. The fakes are made here, unless they are given with their tape.
        """
        relativistic = self.gan_loss.relativistic
        real_logits = self._logits(self._augmented(real, draw - 1), labels) if relativistic else None
        drawn = draw if tape is None else draw - 2  # given fakes are those of the stage before
        if tape is None:
            fake, tape = self._recorded_fakes(n, draw, labels)
        with tape:  # which goes on recording
            loss = self._g_loss(fake, self._logits(self._augmented(fake, draw), labels), real_logits, drawn)
            scaled = self._scaled(self.g_optimizer, loss)
        variables = self.generator.trainable_variables
        self.g_optimizer.apply(tape.gradient(scaled, variables), variables)
        return loss

    def both_stages(self, real, labels, draw):
        """Update both from one pass, each through the other as it was; return what the history keeps of it."""
        fake, g_tape = self._recorded_fakes(tf.shape(real)[0], draw, labels)
        with g_tape:
            with tf.GradientTape() as d_tape:
                d_loss, logs, logits = self._d_loss(real, fake, labels, draw)
                d_scaled = self._scaled(self.d_optimizer, d_loss)
            g_loss = self._g_loss(fake, *logits, draw)
            g_scaled = self._scaled(self.g_optimizer, g_loss)
        variables = self.generator.trainable_variables
        for_d = d_tape.gradient(d_scaled, self.discriminator.trainable_variables)
        for_g = g_tape.gradient(g_scaled, variables)  # before either has moved
        self._move_d(for_d)
        self.g_optimizer.apply(for_g, variables)
        return logs | {"g_loss": g_loss}

    def _transport_weight_now(self):
        first, last, steps = self.transport_weight
        return first + (last - first) * ops.minimum(1.0, ops.cast(self.step.value, "float32") / steps)

    def train_step(self, data):
        """Do n_critic updates of the discriminator, then one of the generator; return the scalars of the step."""
        self._begin_step()
        images, labels = data if isinstance(data, tuple) else (data, None)
        fake = tape = None
        for i in range(self.n_critic):
            real = images[i] if self.n_critic > 1 else images
            classes = labels[i] if self.n_critic > 1 and labels is not None else labels
            n, last = tf.shape(real)[0], i + 1 == self.n_critic
            if last and self.simultaneous:
                return self._end_step(self.both_stages(real, classes, draw=2 * i))
            if last and self.share_fakes:
                fake, tape = self._recorded_fakes(n, 2 * i, classes)
            logs = self.discriminator_stage(real, classes, draw=2 * i, fake=fake)
        logs["g_loss"] = self.generator_stage(n, classes, 2 * self.n_critic, real, fake, tape)
        return self._end_step(logs)
