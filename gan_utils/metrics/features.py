"""From images to features: the course's own digit classifier, and a network that was never trained."""

import functools

import keras
import numpy as np
import tensorflow as tf

from gan_utils.metrics.images import batches, checked_images


class DigitClassifier:
    """A trained classifier as two functions of images.

    Distances in its features are called Fréchet classifier distance (FCD), not FID: that name belongs to one graph of Inception.

    Args:
        model: a model from images to a dictionary of `features` and `logits`, as `models.digit_classifier` returns.
    """

    name = "digit classifier"

    def __init__(self, model):
        self.model = model
        self.image_shape = tuple(model.input_shape[1:])
        self._call = tf.function(lambda images: model(images, training=False), reduce_retracing=True)

    def features(self, images):
        """Return the features before the logits, float32, shape (n, 64), ≥ 0.

        Args:
            images: shape (n, 28, 28, 1), uint8 in [0, 255] or floats in [-1, 1].
        """
        return self.outputs(images)["features"]

    def probabilities(self, images):
        """Return the class probabilities, float32, shape (n, 10); rows sum to 1.

        Args:
            images: shape (n, 28, 28, 1), uint8 in [0, 255] or floats in [-1, 1].
        """
        return self.outputs(images)["probabilities"]

    def predict(self, images):
        """Return the most probable class of each image, int, shape (n,)."""
        return self.probabilities(images).argmax(axis=1)

    def outputs(self, images, batch_size=500):
        """Return a dictionary of both, `features` and `probabilities`, from one pass.

        Raises:
            ValueError: when the images have another shape than the classifier was trained on, or leave [-1, 1].
        """
        images = checked_images(images, self.image_shape, "the classifier")
        features, probabilities = [np.zeros((0, 64), np.float32)], [np.zeros((0, 10), np.float32)]
        for batch in batches(images, batch_size):
            output = self._call(tf.constant(batch))
            features.append(output["features"].numpy())
            probabilities.append(tf.nn.softmax(output["logits"]).numpy())
        return {"features": np.concatenate(features), "probabilities": np.concatenate(probabilities)}


class NetworkFeatures:
    """A network from images to features, used in batches.

    Args:
        model: from float images in [-1, 1] to features, shape (batch, d).
        image_shape: what it takes, or None for any size.
        name: for tables.
        batch_size: images at once.
        prepare: what is done to a batch of images before the model, such as resizing; nothing by default.
    """

    def __init__(self, model, image_shape=None, name="network", batch_size=250, prepare=tf.identity):
        self.model, self.image_shape, self.name, self.batch_size = model, image_shape, name, batch_size
        self._call = tf.function(lambda images: model(prepare(images), training=False), reduce_retracing=True)

    def features(self, images):
        """Return the features, float32, shape (n, d), which do not depend on how the images are batched.

        Args:
            images: shape (n, height, width, channels), uint8 in [0, 255] or floats in [-1, 1].

        Raises:
            ValueError: for another shape, or floats outside [-1, 1].
        """
        images = checked_images(images, self.image_shape, f"the {self.name}")
        parts = [np.zeros((0, self.model.output_shape[-1]), np.float32)]
        parts += [self._call(tf.constant(batch)).numpy() for batch in batches(images, self.batch_size)]
        return np.concatenate(parts)


@functools.cache
def pretrained_digit_classifier():
    """Return the `DigitClassifier` with the weights in data/pretrained."""
    from gan_utils.models import load_pretrained

    return DigitClassifier(load_pretrained("classifier"))


def untrained_network(image_shape, seed):
    """Return `NetworkFeatures` of three convolutions with random weights, 64 features."""
    inputs = keras.Input(image_shape)
    x = inputs
    for layer, filters in enumerate((32, 64, 64)):
        weights = keras.initializers.HeNormal(seed=int(seed) * 1000 + layer)
        x = keras.layers.Conv2D(filters, 3, strides=2, padding="same", kernel_initializer=weights)(x)
        x = keras.layers.LeakyReLU(0.2)(x)
    model = keras.Model(inputs, keras.layers.GlobalAveragePooling2D()(x))
    return NetworkFeatures(model, tuple(image_shape), "random network")
