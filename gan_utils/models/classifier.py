"""The course's own classifiers: one whose 64 features measure generated digits, and one that judges sprites."""

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


def sprite_classifier(image_shape=(64, 64, 3), n_shapes=5, n_colours=6, n_features=64):
    """Return a small convolutional classifier that reads two factors of a sprite at once, its shape and its colour.

    Args:
        image_shape: (height, width, channels).
        n_shapes, n_colours: how many values each factor has.
        n_features: width of the layer before the logits.

    Returns:
        A `keras.Model` from images in [-1, 1], shape (batch, *image_shape), to a dictionary of `features`,
        shape (batch, n_features), ≥ 0, and the logits `shape`, (batch, n_shapes), and `colour`, (batch, n_colours).

    >>> sorted(sprite_classifier().output)
    ['colour', 'features', 'shape']
    """
    image = keras.Input(check_image_shape(image_shape), name="x")
    x = image
    for filters, stride in ((16, 2), (24, 1), (40, 1), (64, 1)):
        x = layers.Conv2D(filters, 5 if stride == 2 else 3, strides=stride, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization(momentum=0.9)(x)
        x = layers.ReLU()(x)
        x = layers.MaxPooling2D(2)(x) if stride == 1 else x
    features = layers.Dense(n_features, activation="relu", name="features")(layers.Flatten()(x))
    heads = {name: layers.Dense(n, name=name)(features) for name, n in (("shape", n_shapes), ("colour", n_colours))}
    return keras.Model(image, {"features": features, **heads}, name="sprite_classifier")
