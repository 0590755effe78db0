"""The networks of the five articles, layer by layer as they describe them, and the trainers that they belong to."""

from gan_course.experiments import common
from gan_course.experiments.seeds import rows

DIGIT, SPRITE = (28, 28, 1), (64, 64, 3)
DENSE = {  # of the dense systems: units of G's hidden layers, and of D's where D is dense
    "2 dense": ((256, 512, 1024), (512, 256)),
    "3 dense, convolutional D": ((128, 128), None),
    "5 dense": ((256, 800), (512,)),
    "5 encoder and decoder": ((256, 800), None),
}
LEAK = 0.3  # of the convolutional networks' LeakyReLU: Keras' own, for no article names another


def dcgan_generator(seed):
    """Return the generator of the first article: z → 7·7·256 → 5×5 kernels, 128 of stride 1, 64 and 1 of stride 2.

    Its layers, and so its 2,330,944 parameters, are those of TensorFlow's DCGAN tutorial.

    Args:
        seed: of the weights.
    """
    import keras
    from keras import layers

    from gan_utils.models.parts import initializers

    init = initializers(None, seed)
    x = z = keras.Input((rows.LATENT_DIMS["digits"],), name="z")
    x = layers.Dense(7 * 7 * 256, use_bias=False, kernel_initializer=init())(x)
    x = layers.LeakyReLU(LEAK)(layers.BatchNormalization()(x))
    x = layers.Reshape((7, 7, 256))(x)
    settings = {"kernel_size": 5, "padding": "same", "use_bias": False}
    for filters, stride in ((128, 1), (64, 2)):
        x = layers.Conv2DTranspose(filters, strides=stride, kernel_initializer=init(), **settings)(x)
        x = layers.LeakyReLU(LEAK)(layers.BatchNormalization()(x))
    x = layers.Conv2DTranspose(1, strides=2, activation="tanh", kernel_initializer=init(), **settings)(x)
    return keras.Model(z, x, name="dcgan_generator")


def convolutional_discriminator(seed, dropout=0.0):
    """Return the discriminator of the first and the third article: 5×5 kernels of stride 2, 64 and 128, → one logit.

    Args:
        seed: of the weights.
        dropout: rate after each convolution; 0.3 in the first article.
    """
    import keras
    from keras import layers

    from gan_utils.models.parts import initializers

    init = initializers(None, seed)
    x = image = keras.Input(DIGIT, name="x")
    for filters in (64, 128):
        x = layers.Conv2D(filters, 5, strides=2, padding="same", kernel_initializer=init())(x)
        x = layers.LeakyReLU(LEAK)(x)
        x = layers.Dropout(dropout)(x) if dropout else x
    logit = layers.Dense(1, kernel_initializer=init(), name="logit")(layers.Flatten()(x))
    return keras.Model(image, logit, name="convolutional_discriminator")


def networks(name, seed):
    """Return the two networks of a row: generator and discriminator, or encoder and decoder.

    Args:
        name: a key of `ROWS`.
        seed: of the weights.

    Raises:
        ValueError: for an unknown row, listing the valid ones.
    """
    from gan_utils import models

    row = rows.ROWS[common.known("row", name, rows.ROWS)]
    first, second, width = 2 * seed + 1, 2 * seed + 2, rows.LATENT_DIMS[row.group]
    if row.group == "colour":
        n_classes = len(rows.LABELS) if "conditional" in name else None
        resize = {"upsampling": "nearest", "kernel_size": 3}
        return (
            models.dcgan_generator(SPRITE, width, 16, n_classes=n_classes, seed=first, **resize),
            models.dcgan_discriminator(SPRITE, 16, n_classes=n_classes, seed=second),
        )
    if name not in DENSE:
        return dcgan_generator(first), convolutional_discriminator(second, dropout=0.3)
    hidden, judging = DENSE[name]
    generator = models.mlp_generator(DIGIT, width, hidden, leak=rows.LEAK, seed=first)
    if row.kind == "VAE":
        return models.mlp_encoder(DIGIT, width, hidden[::-1], seed=second), generator
    if judging is None:
        return generator, convolutional_discriminator(second)
    return generator, models.mlp_discriminator(DIGIT, judging, leak=rows.LEAK, seed=second)


def trainer(name, seed):
    """Return the compiled trainer of a row, with a warm average of its generator.

    Args:
        name: a key of `ROWS`.
        seed: of the weights and the noise.

    Raises:
        ValueError: for an unknown row, listing the valid ones.
    """
    import keras

    from gan_utils import training

    row = rows.ROWS[common.known("row", name, rows.ROWS)]
    keep = {"ema_decay": rows.EMA_DECAYS[row.group], "ema_warmup": True}
    beta_1, beta_2 = rows.BETAS[row.group]
    adam = lambda: keras.optimizers.Adam(rows.RATES[row.article], beta_1=beta_1, beta_2=beta_2)
    if row.kind == "VAE":
        model = training.VAE(*networks(name, seed), seed=seed)
        model.compile(g_optimizer=adam(), deviation=rows.DEVIATION, **keep)
    else:
        model = training.GAN(*networks(name, seed), seed=seed)
        model.compile(loss="non_saturating", g_optimizer=adam(), d_optimizer=adam(), **keep)
    return model
