"""What `InfoGAN` and `ACGAN` share: a discriminator that also has to say what the generator was told."""

import tensorflow as tf
from keras import ops

from gan_utils import losses
from gan_utils._checked import real
from gan_utils.training import checks


class Told:
    """The two stages of a step in which heads of the discriminator guess what a picture was made from.

    It stands before `Players` among the bases of a trainer, which has, besides what `Players` asks for,
    `told(n, labels, draw)`: what the generator is given, a dictionary of `classes` and, where there are any, `uniform`
    codes; and `fakes(told, draw)`: what it makes of that.
    """

    recipe_numbers = ("head_weight", "ema_decay", "ema_warmup")

    def compile(
        self,
        loss="non_saturating",
        g_optimizer=None,
        d_optimizer=None,
        head_weight=1.0,
        ema_decay=None,
        ema_warmup=False,
        jit_compile="auto",
        run_eagerly=False,
    ):
        """Choose what each player minimises and how.

        Args:
            loss: a name in `losses.LOSSES` or a `GANLoss`, not a relativistic one.
            g_optimizer, d_optimizer: Keras optimizers or their names; Adam(2e-4, beta_1=0.5) by default. The heads
                learn with the discriminator.
            head_weight: λ, of what the heads miss, in the loss of both players; with 0 nobody teaches the heads, and
                nobody makes the generator use what it is told.
            ema_decay, ema_warmup, jit_compile, run_eagerly: as in `GAN.compile`.

        Raises:
            ValueError: for an unknown loss, one optimizer for two networks, or values out of range.
        """
        loss = checks.unpaired_loss(loss, f"which {type(self).__name__} does not do")
        head_weight = real(head_weight, "head_weight", "of at least 0", lambda weight: weight >= 0)
        super().compile(loss, g_optimizer, d_optimizer, ema_decay, ema_warmup, jit_compile, run_eagerly)
        self.head_weight = head_weight

    def _missed(self, heads, told):
        """Return −E log Q of what was told, in nats, for each head."""
        parts = {"classes": losses.class_cross_entropy, "uniform": losses.uniform_cross_entropy}
        return {which: ops.mean(parts[which](heads[which], given)) for which, given in told.items()}

    def discriminator_stage(self, x, labels, draw):
        """Update the discriminator and its heads once on real samples and as many fakes; return its scalars.

        The heads learn from the fakes what each was made from, and from real samples where those have labels.
        """
        told = self.told(tf.shape(x)[0], labels, draw)
        made = self.fakes(told, draw)  # outside the tape: this stage leaves the generator alone
        with tf.GradientTape() as tape:
            of_real, of_fake = (self.discriminator(each, training=True) for each in (x, made))
            real_term, fake_term = self.gan_loss.discriminator(of_real["logit"], of_fake["logit"])
            missed = sum(self._missed(of_fake, told).values())
            of_labels = self._missed(of_real, {"classes": labels}) if labels is not None else {}
            loss = real_term + fake_term + self.head_weight * (missed + sum(of_labels.values()))
            scaled = self._scaled(self.d_optimizer, loss)
        variables = self.discriminator.trainable_variables
        gradients = tape.gradient(scaled, variables)
        self.d_optimizer.apply(gradients, variables)
        logs = {"d_real_term": real_term, "d_fake_term": fake_term}
        logs |= {name: ops.mean(ops.sigmoid(each["logit"])) for name, each in (("d_x", of_real), ("d_g_z", of_fake))}
        return logs | {f"real_{which}": value for which, value in of_labels.items()}

    def generator_stage(self, n, labels, draw):
        """Update the generator once through the discriminator and its heads, whose weights stay; return its scalars."""
        told = self.told(n, labels, draw)
        with tf.GradientTape() as tape:
            heads = self.discriminator(self.fakes(told, draw), training=True)
            missed = self._missed(heads, told)
            loss = self.gan_loss.generator(heads["logit"]) + self.head_weight * sum(missed.values())
            scaled = self._scaled(self.g_optimizer, loss)
        variables = self.generator.trainable_variables
        self.g_optimizer.apply(tape.gradient(scaled, variables), variables)
        return {"g_loss": loss} | {f"fake_{which}": value for which, value in missed.items()}

    def train_step(self, data):
        """Do one update of the discriminator and its heads, then one of the generator; return the step's scalars."""
        self._begin_step()
        x, labels = data if self.takes_labels else (data[0] if isinstance(data, tuple) else data, None)
        logs = self.discriminator_stage(x, labels, draw=0)
        logs |= self.generator_stage(tf.shape(x)[0], labels, draw=self.draws_a_step // 2)
        return self._end_step(logs)
