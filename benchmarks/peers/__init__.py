"""Other people's published systems, written anew from their facts, to be measured beside ours."""


def untuned(batches):
    """Return a `tf.data.Dataset` of the same batches that `tf.data` does not tune while it runs.

    What is published leaves the tuner on. On the benchmark's machine its thread held up the end of some epochs for many
    seconds, so `ImageDataset.batches` has it off, and a system measured beside it gets the same help.

    >>> import tensorflow as tf
    >>> untuned(tf.data.Dataset.range(4).batch(2)).options().autotune.enabled
    False
    """
    import tensorflow as tf  # not above: the environment in which `torch_gan` runs has none

    options = tf.data.Options()
    options.autotune.enabled = False
    return batches.with_options(options)
