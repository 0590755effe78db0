"""From images to features and class probabilities, with the course's own digit classifier."""

import functools

import numpy as np
import tensorflow as tf

from gan_utils.data.dataset import to_model


class DigitClassifier:
    """A trained classifier as two functions of images.

    Distances in its features are called Fréchet classifier distance (FCD), not FID: that name belongs to Inception.

    Args:
        model: a model from images to a dictionary of `features` and `logits`, as `models.digit_classifier` returns.
    """

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
        images = np.asarray(images)
        if images.ndim != 4 or images.shape[1:] != self.image_shape:
            raise ValueError(
                f"the classifier takes images of shape (n, {', '.join(map(str, self.image_shape))}), got {images.shape}"
            )
        if images.dtype == np.uint8:
            images = to_model(images)
        elif len(images) and not (images.min() >= -1.01 and images.max() <= 1.01):
            raise ValueError(
                f"the classifier takes floats in [-1, 1], got [{images.min():.3g}, {images.max():.3g}]; "
                "pass uint8 images, or rescale"
            )
        features, probabilities = [np.zeros((0, 64), np.float32)], [np.zeros((0, 10), np.float32)]
        for start in range(0, len(images), batch_size):
            output = self._call(tf.constant(images[start : start + batch_size], tf.float32))
            features.append(output["features"].numpy())
            probabilities.append(tf.nn.softmax(output["logits"]).numpy())
        return {"features": np.concatenate(features), "probabilities": np.concatenate(probabilities)}


@functools.cache
def pretrained_digit_classifier():
    """Return the `DigitClassifier` with the weights in data/pretrained."""
    from gan_utils.models import load_pretrained

    return DigitClassifier(load_pretrained("classifier"))
