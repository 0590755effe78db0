"""The course's own digit classifier: its 64 features measure how far generated digits are from real ones."""

import keras
from keras import layers

from gan_utils.models.parts import check_image_shape


def digit_classifier(image_shape=(28, 28, 1), n_classes=10, n_features=64):
    """Return a small convolutional classifier with two outputs.

    Args:
        image_shape: (height, width, channels).
        n_classes: number of classes.
        n_features: width of the layer before the logits.

    Returns:
        A `keras.Model` from images in [-1, 1], shape (batch, *image_shape), to a dictionary of `features`,
        shape (batch, n_features), ≥ 0, and `logits`, shape (batch, n_classes).

    >>> sorted(digit_classifier().output)
    ['features', 'logits']
    """
    image = keras.Input(check_image_shape(image_shape), name="x")
    x = image
    for i, filters in enumerate((32, 64, 64)):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization(momentum=0.9)(x)
        x = layers.ReLU()(x)
        x = layers.MaxPooling2D(2)(x) if i < 2 else x
    x = layers.Dropout(0.3)(layers.Flatten()(layers.MaxPooling2D(2)(x)))
    features = layers.Dense(n_features, activation="relu", name="features")(x)
    logits = layers.Dense(n_classes, name="logits")(layers.Dropout(0.3)(features))
    return keras.Model(image, {"features": features, "logits": logits}, name="digit_classifier")
