"""From images to features: the course's own classifiers of digits and sprites, and a network never trained."""

from gan_utils import _keras  # noqa: F401  (before Keras is loaded)

# isort: split

import functools

import keras
import numpy as np
import tensorflow as tf

from gan_utils.metrics.images import batches, checked_images


class DigitClassifier:
    """A trained classifier as two functions of images.

    Distances in its features are called Fréchet classifier distance (FCD), not FID: that name belongs to one graph of
    Inception.

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


class SpriteClassifier:
    """A trained judge of sprites: which shape, which colour, and whether it can tell.

    Args:
        model: from images to a dictionary of `features` and the logits `shape` and `colour`, as
            `models.sprite_classifier` returns.
        least: the probabilities, from 0 to 1, that the likeliest shape and the likeliest colour must have for a
            picture to be `recognisable`. Those of the pretrained judge are set so that 99% of held-out sprites pass.

    Raises:
        ValueError: for a probability outside [0, 1].
    """

    name = "sprite classifier"

    def __init__(self, model, least=(0.9, 0.9)):
        shape, colour = least
        if not (0 <= shape <= 1 and 0 <= colour <= 1):
            raise ValueError(f"least holds what both heads must reach, probabilities from 0 to 1, got {least}")
        self.model, self.least = model, (float(shape), float(colour))
        self.image_shape = tuple(model.input_shape[1:])
        self._call = tf.function(lambda images: model(images, training=False), reduce_retracing=True)

    def outputs(self, images, batch_size=250):
        """Return a dictionary of `features`, (n, 64), and the probabilities `shape`, (n, 5), and `colour`, (n, 6).

        Args:
            images: shape (n, 64, 64, 3), uint8 in [0, 255] or floats in [-1, 1].
            batch_size: images at once; the result does not depend on it.

        Raises:
            ValueError: when the images have another shape than the classifier was trained on, or leave [-1, 1].
        """
        images = checked_images(images, self.image_shape, "the sprite classifier")
        found = {key: [np.zeros((0, *out.shape[1:]), np.float32)] for key, out in self.model.output.items()}
        for batch in batches(images, batch_size):
            for key, values in self._call(tf.constant(batch)).items():
                found[key].append((values if key == "features" else tf.nn.softmax(values)).numpy())
        return {key: np.concatenate(parts) for key, parts in found.items()}

    def features(self, images):
        """Return the features before the logits, float32, shape (n, 64), ≥ 0, of images as `outputs` takes them."""
        return self.outputs(images)["features"]

    def recognisable(self, images):
        """Return which images show one shape and one colour: the largest probability of each reaches `least`.

        Args:
            images: as `outputs` takes them, or what `outputs` returned for them.

        Returns:
            bool, shape (n,).
        """
        found = images if isinstance(images, dict) else self.outputs(images)
        shape, colour = (found[name].max(axis=1) for name in ("shape", "colour"))
        return (shape >= self.least[0]) & (colour >= self.least[1])


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


@functools.cache
def pretrained_sprite_classifier():
    """Return the `SpriteClassifier` with the weights in data/pretrained."""
    from gan_utils.models import load_pretrained, pretrained_card

    return SpriteClassifier(load_pretrained("sprite_classifier"), pretrained_card("sprite_classifier")["least"])


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
