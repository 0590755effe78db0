"""A GAN as Keras' own examples write one: a model with a `train_step` of one pass over generated and real images.

https://keras.io/examples/generative/dcgan_overriding_train_step/. Generated images have the label 1, real ones 0, and
some noise is added to both labels.
"""

import keras
import tensorflow as tf


class KerasGAN(keras.Model):
    """Keras' example of a GAN around any two networks.

    Args:
        generator: model from z, shape (batch, latent_dim).
        discriminator: model to logits, shape (batch, 1).

    >>> from benchmarks.peers import tensorflow_dcgan
    >>> gan = KerasGAN(tensorflow_dcgan.generator(), tensorflow_dcgan.discriminator())
    >>> gan.compile(keras.optimizers.Adam(1e-4), keras.optimizers.Adam(1e-4))
    >>> batch = tf.data.Dataset.from_tensors(tf.zeros((2, 28, 28, 1)))
    >>> history = gan.fit(batch, verbose=0, shuffle=False)
    >>> sorted(history.history)
    ['d_loss', 'g_loss']
    """

    def __init__(self, generator, discriminator):
        super().__init__()
        self.generator, self.discriminator = generator, discriminator
        self.latent_dim = generator.input_shape[-1]
        self.built = True

    def compile(self, g_optimizer, d_optimizer, **settings):
        super().compile(optimizer=None, **settings)
        self.g_optimizer, self.d_optimizer = g_optimizer, d_optimizer
        g_optimizer.build(self.generator.trainable_variables)
        d_optimizer.build(self.discriminator.trainable_variables)
        self.cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)
        self.d_mean, self.g_mean = keras.metrics.Mean(name="d_loss"), keras.metrics.Mean(name="g_loss")

    @property
    def metrics(self):
        return [self.d_mean, self.g_mean]

    def train_step(self, real):
        n = tf.shape(real)[0]
        fake = self.generator(tf.random.normal((n, self.latent_dim)), training=True)
        labels = tf.concat([tf.ones((n, 1)), tf.zeros((n, 1))], axis=0)
        labels += 0.05 * tf.random.uniform(tf.shape(labels))
        with tf.GradientTape() as tape:
            logits = self.discriminator(tf.concat([fake, real], axis=0), training=True)
            d_loss = self.cross_entropy(labels, logits)
        variables = self.discriminator.trainable_variables
        self.d_optimizer.apply(tape.gradient(d_loss, variables), variables)
        z = tf.random.normal((n, self.latent_dim))
        with tf.GradientTape() as tape:
            logits = self.discriminator(self.generator(z, training=True), training=True)
            g_loss = self.cross_entropy(tf.zeros((n, 1)), logits)
        variables = self.generator.trainable_variables
        self.g_optimizer.apply(tape.gradient(g_loss, variables), variables)
        self.d_mean.update_state(d_loss)
        self.g_mean.update_state(g_loss)
        return {"d_loss": self.d_mean.result(), "g_loss": self.g_mean.result()}
