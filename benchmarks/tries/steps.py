"""Other ways to do a step of `GAN`, each on a compiled `GAN` whose own step is the plain one."""

import keras
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


class FusedAdam(keras.optimizers.Adam):
    """Adam whose update of a variable is one operation of TensorFlow, without weight decay in it or AMSGrad."""

    def update_step(self, gradient, variable, learning_rate):
        """Update a variable and its two moments (Kingma and Ba 2015, arXiv:1412.6980, algorithm 1)."""
        place = self._get_variable_index(variable)
        held = [getattr(each, "value", each) for each in (self._momentums[place], self._velocities[place])]
        number = lambda value: tf.cast(value, variable.dtype)
        betas = number(self.beta_1), number(self.beta_2)
        tf.raw_ops.ResourceApplyAdam(
            var=variable.handle,
            m=held[0].handle,
            v=held[1].handle,
            beta1_power=betas[0] ** number(self.iterations + 1),
            beta2_power=betas[1] ** number(self.iterations + 1),
            lr=number(learning_rate),
            beta1=betas[0],
            beta2=betas[1],
            epsilon=number(self.epsilon),
            grad=number(gradient),
        )


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
