"""What a saved generator's card says of the run that trained it."""

import keras


def card(gan):
    """Return a dictionary of plain values: what the generator takes and makes, and the recipe that trained it.

    >>> from gan_utils import models, training
    >>> gan = training.GAN(models.mlp_generator((2,), 3, (8,)), models.mlp_discriminator((2,), (8,)))
    >>> card(gan)["latent_dim"], card(gan)["sample_shape"], card(gan)["steps"]
    (3, [2], 0)
    """
    made = {
        **gan.facts(),
        "steps": gan.steps_done,
        "seed": gan.seed,
        "keras": keras.__version__,
    }
    if not gan.compiled:
        return made
    recipe = {"loss": gan.gan_loss.name} if gan.gan_loss is not None else {}
    recipe |= {name: getattr(getattr(gan, name), "__name__", None) for name in gan.recipe_functions}
    recipe |= {name: getattr(gan, name) for name in gan.recipe_numbers if name not in ("ema_decay", "ema_warmup")}
    recipe |= {"average": gan.ema_decay if gan.ema_generator is not None else None}
    recipe |= {
        name: _optimizer(optimizer)
        for name in ("g_optimizer", "d_optimizer")
        if (optimizer := getattr(gan, name)) is not None
    }
    return made | {"recipe": recipe}


def _optimizer(optimizer):
    inner = getattr(optimizer, "inner_optimizer", optimizer)  # under a loss scale
    words = [type(inner).__name__, f"rate {float(inner.learning_rate):g}"]
    words += [f"{name} {getattr(inner, name):g}" for name in ("beta_1", "beta_2") if hasattr(inner, name)]
    return ", ".join(words)
