"""The frame of a generator and a discriminator, around blocks that double or halve the sides of an image.

With `stride`, the frame is one for waves, images or clips, whose sides the blocks multiply or divide by it.
"""

import math

import keras
from keras import layers

from gan_utils.models.labels import generator_inputs, generator_of, projection
from gan_utils.models.parts import check_image_shape, halvings


def generator_frame(
    image_shape,
    latent_dim,
    width,
    n_classes,
    init,
    double,
    seed,
    name,
    first=None,
    use_bias=True,
    picture=None,
    stride=None,
):
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
        first: tensor -> tensor, before the dense layer that makes the smallest map; nothing by default.
        use_bias: of that dense layer.
        picture: layer that makes the last map a picture; tanh by default.
        stride: what `double` multiplies sides by, of a shape of any rank; by default 2, and the shape is an image's.
    """
    *sides, channels = check_image_shape(image_shape, any_rank=stride is not None)
    stride = stride or 2
    doublings = halvings(*sides, stride=stride)
    inputs, x = generator_inputs(latent_dim, n_classes)
    x = first(x) if first is not None else x
    smallest = (*(side // stride**doublings for side in sides), width * 2 ** (doublings - 1))
    x = layers.Dense(math.prod(smallest), use_bias=use_bias, kernel_initializer=init())(x)
    x = layers.Reshape(smallest)(x)
    for i in reversed(range(doublings)):
        x = double(x, width * 2 ** (i - 1) if i else channels, last=i == 0)
    picture = picture if picture is not None else layers.Activation("tanh", dtype="float32", name="image")
    image = picture(x)
    return generator_of(inputs, image, n_classes, name, seed)


def discriminator_frame(
    image_shape, width, n_classes, init, wrap, halve, name, activate=None, hidden=None, join=None, stride=None
):
    """Return a discriminator: `halve` down to the smallest map → activation → all its features → one logit.

    Args:
        image_shape: (height, width, channels), sides divisible by 2, at least 8.
        width: channels of the map at half the image's side; they double as the side halves.
        n_classes: with a number, the model takes [x, labels].
        init: function that gives a new initializer.
        wrap: what `spectral_wrapper` returns, or None for no spectral normalisation.
        halve: (map, filters) -> map of half the side, with `filters` channels.
        name: of the model.
        activate: map -> map, on the smallest map; nothing by default.
        hidden: features -> features, between the smallest map and the logit; nothing by default.
        join: (image, labels) -> map of the same side, where the label joins the image; by default it joins the logit,
            by projection.
        stride: what `halve` divides sides by, of a shape of any rank; by default 2, and the shape is an image's.
    """
    shape = check_image_shape(image_shape, any_rank=stride is not None)
    image = keras.Input(shape, name="x")
    labels = keras.Input((), dtype="int32", name="labels") if n_classes else None
    x = join(image, labels) if n_classes and join is not None else image
    for i in range(halvings(*shape[:-1], stride=stride or 2)):
        x = halve(x, width * 2**i)
    x = activate(x) if activate is not None else x
    features = layers.Flatten(name="features")(x)
    features = hidden(features) if hidden is not None else features
    logit = layers.Dense(1, kernel_initializer=init(), dtype="float32", name="logit")
    logit = wrap(logit)(features) if wrap is not None else logit(features)
    if n_classes and join is None:
        logit = projection(logit, features, labels, n_classes, init, wrap)
    return keras.Model([image, labels] if n_classes else image, logit, name=name)
