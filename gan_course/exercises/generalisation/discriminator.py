"""The small discriminator that two exercises hand to the learner's function."""

SIDE = 8


def discriminator(rng):
    """Return a small discriminator with two convolutions, batch normalisation and dropout, its values drawn."""
    import keras
    from keras import layers

    from gan_course.exercises.networks import fill

    stack = [
        layers.Conv2D(2, 3, strides=2, padding="same", use_bias=False, name="first"),
        layers.BatchNormalization(name="norm"),  # between the two, so that "the first layers" are not all convolutions
        layers.LeakyReLU(0.2),
        layers.Dropout(0.4),
        layers.Conv2D(3, 3, strides=2, padding="same", name="second"),
        layers.LeakyReLU(0.2),
        layers.Flatten(),
        layers.Dense(1, name="logit"),
    ]
    return fill(keras.Sequential([keras.Input((SIDE, SIDE, 1)), *stack], name="discriminator"), rng)
