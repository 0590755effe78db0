"""Other ways to do a step of `GAN`, each on a compiled `GAN` whose own step is the plain one."""

import tensorflow as tf

from gan_utils.training import GAN


class OnePassGAN(GAN):
    """D sees real and generated images in one pass: the same numbers where no layer of D mixes a batch."""

    def discriminator_stage(self, real, labels, draw):
        n = tf.shape(real)[0]
        fake = self._fakes(n, draw, labels)
        with tf.GradientTape() as tape:
            logits = self._logits(tf.concat([real, fake], axis=0), labels)
            real_term, fake_term = self.gan_loss.discriminator(logits[:n], logits[n:])
            loss = real_term + fake_term
        variables = self.discriminator.trainable_variables
        self.d_optimizer.apply(tape.gradient(loss, variables), variables)
        return {"d_real_term": real_term, "d_fake_term": fake_term}


class SharedFakesGAN(GAN):
    """G learns from the very fakes that D has just learnt from: one forward pass of G a step instead of two.

    D's update does not depend on it. G's does: algorithm 1 of Goodfellow et al. 2014 draws new noise for it.
    """

    _held = None

    def train_step(self, data):
        with tf.GradientTape() as tape:
            fake = self._held = super()._fakes(tf.shape(data)[0], 0, None)
            with tape.stop_recording():
                logs = self.discriminator_stage(data, None, draw=0)
            self._held = None
            loss = self.gan_loss.generator(self._logits(fake, None))
        variables = self.generator.trainable_variables
        self.g_optimizer.apply(tape.gradient(loss, variables), variables)
        self.step.assign(self.step + 1)
        return logs | {"g_loss": loss}

    def _fakes(self, n, draw, labels):
        return self._held if self._held is not None else super()._fakes(n, draw, labels)


def several(step, times):
    """Return a step that does `times` of them, on batches that come stacked, in one execution.

    Args:
        step: function of a batch to a dictionary of scalars.
        times: how many.
    """

    def steps(batches):
        for i in tf.range(times - 1):
            step(batches[i])
        return step(batches[times - 1])

    return steps
