"""How a label joins a network: as maps beside the image, at the logit, or beside z."""

import keras
import numpy as np
from keras import layers, ops

LABEL_DIM = 16  # numbers by which a generator is told the class


def label_channels(labels, height, width, n_classes):
    """Return one-hot maps: channel k of an image is 1 everywhere if its label is k, else 0.

    Args:
        labels: ints, shape (batch,), 0 … n_classes − 1.
        height, width: of the maps, in pixels.
        n_classes: number of channels.

    Returns:
        float32, shape (batch, height, width, n_classes).

    Reference: a condition repeated over space and joined to the channels: Reed et al. 2016, arXiv:1605.05396, 4.1.

    >>> maps = label_channels([3], 2, 2, 10)
    >>> tuple(maps.shape), float(ops.sum(maps[..., 3])), float(ops.sum(maps))
    ((1, 2, 2, 10), 4.0, 4.0)
    """
    one_hot = ops.one_hot(ops.cast(labels, "int32"), n_classes)
    # Tiling takes no batch size, which is unknown while a functional model is put together.
    return ops.tile(one_hot[:, None, None, :], (1, height, width, 1))


@keras.saving.register_keras_serializable(package="gan_utils")
class LabelChannels(layers.Layer):
    """`label_channels` as a layer."""

    def __init__(self, height, width, n_classes, **kwargs):
        super().__init__(**kwargs)
        self.height, self.width, self.n_classes = height, width, n_classes

    def call(self, labels):
        return label_channels(labels, self.height, self.width, self.n_classes)

    def get_config(self):
        sides = {"height": self.height, "width": self.width, "n_classes": self.n_classes}
        return super().get_config() | sides


def join_label_maps(image, labels, n_classes, conditioning, seed=None):
    """Return the image with its label joined as further channels.

    Args:
        image: tensor, shape (batch, height, width, channels).
        labels: int32, shape (batch,).
        n_classes: how many classes.
        conditioning: "channels" for a one-hot map a class, "embedding" for one learnt map.
        seed: fixes the learnt map's initial values.
    """
    height, width = image.shape[1:3]
    if conditioning == "channels":
        return layers.Concatenate()([image, LabelChannels(height, width, n_classes)(labels)])
    one_map = layers.Embedding(
        n_classes,
        height * width,
        embeddings_initializer=keras.initializers.RandomUniform(-0.05, 0.05, seed=_embedding_seed(seed)),
        name="label_embedding",
    )(labels)
    return layers.Concatenate()([image, layers.Reshape((height, width, 1))(one_map)])


def _embedding_seed(seed):
    """Return the seed of an embedding in a network with a seed: apart from those of its kernels."""
    return None if seed is None else int(np.random.default_rng([seed, 2]).integers(2**31))


def projection(logit, features, labels, n_classes, init, wrap=None):
    """Return logit + ⟨vector of the label, features⟩, by which a discriminator learns which label fits the image.

    One vector a class, as wide as the features that the logit itself reads: averaged over the image they would say
    which strokes there are but not where, and the label would hardly move the logit.

    Args:
        logit, features: tensors, shapes (batch, 1) and (batch, width).
        labels: int32, shape (batch,).
        n_classes: how many vectors.
        init: function that gives a new initializer.
        wrap: with spectral normalisation, what `spectral_wrapper` returns; the vectors are then a dense layer's
            kernel, since Keras cannot normalise an embedding of whole numbers.

    Reference: Miyato & Koyama 2018, arXiv:1802.05637, section 3.
    """
    width = features.shape[-1]
    if wrap is None:
        vectors = layers.Embedding(
            n_classes, width, embeddings_initializer=init(), dtype="float32", name="label_embedding"
        )(labels)
    else:
        dense = layers.Dense(width, use_bias=False, kernel_initializer=init(), dtype="float32", name="label_embedding")
        vectors = wrap(dense)(ops.one_hot(labels, n_classes))
    return layers.Add(dtype="float32")([logit, ops.sum(features * vectors, axis=-1, keepdims=True)])


def generator_inputs(latent_dim, n_classes):
    """Return (inputs, first tensor) of a generator's body: z, or with classes z and the label's embedding beside it."""
    z = keras.Input((latent_dim,), name="z")
    if not n_classes:
        return z, z
    inputs = [z, keras.Input((LABEL_DIM,), name="label")]
    return inputs, layers.Concatenate()(inputs)


def generator_of(inputs, output, n_classes, name, seed=None):
    """Return the generator from the inputs that `generator_inputs` gave to its output.

    Without classes it takes z. With them it takes [z, labels], and looks up a learnt embedding of the label.

    Args:
        inputs, output: of the body.
        n_classes: how many embeddings, or None.
        name: of the model.
        seed: fixes the initial embeddings.
    """
    if not n_classes:
        return keras.Model(inputs, output, name=name)
    body = keras.Model(inputs, output, name="body")
    z = keras.Input(inputs[0].shape[1:], name="z")
    labels = keras.Input((), dtype="int32", name="labels")
    normal = keras.initializers.RandomNormal(seed=_embedding_seed(seed))
    embedding = layers.Embedding(
        n_classes, LABEL_DIM, embeddings_initializer=normal, dtype="float32", name="label_embedding"
    )
    return keras.Model([z, labels], body([z, embedding(labels)]), name=name)


def n_classes_of(model):
    """Return how many classes a conditional model knows, told by what its labels go into, whatever that is called.

    Args:
        model: a functional model whose second input is the labels.

    Returns:
        The number of rows of an `Embedding`, or of places of a one-hot vector (the smallest, if there are several);
        None where the labels go into neither.

    >>> labels = keras.Input((), dtype="int32")
    >>> n_classes_of(keras.Model([keras.Input((2,)), labels], layers.Embedding(5, 2, name="mine")(labels)))
    5
    """
    counts = [_count(operation) for operation in _readers(model, model.inputs[1])]
    return min((count for count in counts if count is not None), default=None)


def _count(operation):
    """Return how many classes an operation tells apart, or None where it is not one that does."""
    while isinstance(operation, layers.Wrapper):
        operation = operation.layer
    if isinstance(operation, layers.Embedding):
        return operation.input_dim
    if isinstance(operation, layers.CategoryEncoding):
        return operation.num_tokens
    if isinstance(operation, LabelChannels):
        return operation.n_classes
    return operation.num_classes if type(operation).__name__ == "OneHot" else None  # what ops.one_hot leaves behind


def _readers(model, tensor):
    """Yield the operations that a tensor goes into, also by way of others such as a cast, and inside inner models."""
    reached = {id(tensor)}
    for operation in getattr(model, "_functional", model).operations:  # a Sequential holds one that is functional
        for node in operation._inbound_nodes:
            places = [i for i, given in enumerate(node.input_tensors) if id(given) in reached]
            if not places:
                continue
            yield operation
            if isinstance(operation, keras.Model):
                for i in places:
                    yield from _readers(operation, operation.inputs[i])
            elif _count(operation) is None:
                reached |= {id(output) for output in node.outputs}


def conditional_mixer(generator):
    """Return a function (z, weights) -> images that blends classes of a conditional generator.

    The embedding of a blend is the weighted sum of the embeddings of its classes, so a row with a single 1 gives
    what `generator([z, labels])` gives.

    Args:
        generator: a functional model from [z, labels], which looks up an `Embedding` of the label; one of this
            package or one's own.

    Returns:
        A function of z, shape (batch, latent_dim), and weights, shape (batch, n_classes), to images in [-1, 1].

    Raises:
        ValueError: when the generator has no labels, or no embedding of them.
    """
    if len(generator.inputs) != 2:
        raise ValueError(
            f"the generator {generator.name!r} takes no labels, so there are no classes to mix: "
            "build it with n_classes=10"
        )
    readers = _readers(generator, generator.inputs[1])
    embedding = next((one for one in readers if isinstance(one, layers.Embedding) and one in generator.layers), None)
    if embedding is None:
        raise ValueError(
            f"the generator {generator.name!r} has no Embedding layer for its labels, so there is nothing to blend: "
            "look up the label in one, as the generators with n_classes=10 do"
        )
    body = keras.Model([generator.inputs[0], embedding.output], generator.output)
    shape = (-1, *embedding.output.shape[1:])

    def mix(z, weights):
        blend = ops.matmul(ops.cast(weights, "float32"), embedding.embeddings)
        return body([ops.convert_to_tensor(z, "float32"), ops.reshape(blend, shape)], training=False)

    return mix
