"""Other ways to do a step of `GAN`, each on a compiled `GAN` whose own step is the plain one."""

import tensorflow as tf

from gan_utils.training import GAN


class OnePassGAN(GAN):
    """D sees real and generated images in one pass: the same numbers where no layer of D mixes a batch."""

    def discriminator_stage(self, real, labels, draw, fake=None):
        n = tf.shape(real)[0]
        fake = self._fakes(n, draw, labels) if fake is None else fake
        with tf.GradientTape() as tape:
            logits = self._logits(tf.concat([real, fake], axis=0), labels)
            real_term, fake_term = self.gan_loss.discriminator(logits[:n], logits[n:])
            loss = real_term + fake_term
        variables = self.discriminator.trainable_variables
        self.d_optimizer.apply(tape.gradient(loss, variables), variables)
        return {"d_real_term": real_term, "d_fake_term": fake_term}


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
