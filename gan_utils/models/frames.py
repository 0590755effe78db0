"""The frame of a generator and a discriminator for images, around blocks that double or halve the side."""

import keras
from keras import layers

from gan_utils.models.labels import conditional_generator, projection
from gan_utils.models.parts import check_image_shape, halvings

LABEL_DIM = 16


def generator_frame(image_shape, latent_dim, width, n_classes, init, double, seed, name):
    """Return a generator: dense → smallest map → `double` until the side is the image's → tanh.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        latent_dim: width of z.
        width: channels of the map at half the image's side; they double as the side halves.
        n_classes: with a number, the model takes [z, labels]; the label joins z as a learnt embedding.
        init: function that gives a new initializer.
        double: (map, filters, last) -> map of twice the side, with `filters` channels; `last` for the image.
        seed: of the label's embedding.
        name: of the model.
    """
    height, image_width, channels = check_image_shape(image_shape)
    doublings = halvings(height, image_width)
    z = keras.Input((latent_dim,), name="z")
    inputs, x = z, z
    if n_classes:
        inputs = [z, keras.Input((LABEL_DIM,), name="label")]
        x = layers.Concatenate()(inputs)
    rows, columns, filters = height >> doublings, image_width >> doublings, width << (doublings - 1)
    x = layers.Dense(rows * columns * filters, kernel_initializer=init())(x)
    x = layers.Reshape((rows, columns, filters))(x)
    for i in reversed(range(doublings)):
        x = double(x, width << (i - 1) if i else channels, last=i == 0)
    image = layers.Activation("tanh", dtype="float32", name="image")(x)
    if not n_classes:
        return keras.Model(inputs, image, name=name)
    body = keras.Model(inputs, image, name="body")
    return conditional_generator(body, latent_dim, n_classes, LABEL_DIM, name, seed)


def discriminator_frame(image_shape, width, n_classes, init, wrap, halve, activate, name):
    """Return a discriminator: `halve` down to the smallest map → activation → all its features → one logit.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        width: channels of the map at half the image's side; they double as the side halves.
        n_classes: with a number, the model takes [x, labels], and the label joins by projection.
        init: function that gives a new initializer.
        wrap: what `spectral_wrapper` returns, or None for no spectral normalisation.
        halve: (map, filters) -> map of half the side, with `filters` channels.
        activate: map -> map, before the logit.
        name: of the model.
    """
    shape = check_image_shape(image_shape)
    image = keras.Input(shape, name="x")
    inputs, x = image, image
    for i in range(halvings(*shape[:2])):
        x = halve(x, width << i)
    features = layers.Flatten(name="features")(activate(x))
    logit = layers.Dense(1, kernel_initializer=init(), dtype="float32", name="logit")
    logit = (wrap or _as_it_is)(logit)(features)
    if n_classes:
        labels = keras.Input((), dtype="int32", name="labels")
        inputs = [image, labels]
        logit = projection(logit, features, labels, n_classes, init, wrap)
    return keras.Model(inputs, logit, name=name)


def _as_it_is(layer):
    return layer
