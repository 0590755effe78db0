# ruff: noqa: F811
"""Planted answers to exercise 4 of notebook 09."""


# %% q4 right: a loop over all five
def to_save(generator, discriminator, average, g_optimizer, d_optimizer):
    found = []
    for network in (generator, discriminator, average):
        found += network.weights
    for optimizer in (g_optimizer, d_optimizer):
        found += optimizer.variables
    return found


# %% q4 right: variables of everything, as a tuple
def to_save(*everything):
    return tuple(variable for one in everything for variable in one.variables)


# %% q4 wrong: The optimizer of G is missing
def to_save(generator, discriminator, average, g_optimizer, d_optimizer):
    return [*generator.weights, *discriminator.weights, *average.weights]


# %% q4 wrong: The optimizer of D is missing
def to_save(generator, discriminator, average, g_optimizer, d_optimizer):
    return [*generator.weights, *discriminator.weights, *average.weights, *g_optimizer.variables]


# %% q4 wrong: The averages of batch normalisation are missing
def to_save(generator, discriminator, average, g_optimizer, d_optimizer):
    trained = [*generator.trainable_weights, *discriminator.trainable_weights, *average.trainable_weights]
    return [*trained, *g_optimizer.variables, *d_optimizer.variables]


# %% q4 wrong: The moving average of the generator is missing
def to_save(generator, discriminator, average, g_optimizer, d_optimizer):
    return [*generator.weights, *discriminator.weights, *g_optimizer.variables, *d_optimizer.variables]


# %% q4 wrong: D's weights are missing
def to_save(generator, discriminator, average, g_optimizer, d_optimizer):
    return [*generator.weights, *average.weights, *g_optimizer.variables, *d_optimizer.variables]


# %% q4 wrong: These are values
def to_save(generator, discriminator, average, g_optimizer, d_optimizer):
    return [*generator.get_weights(), *discriminator.get_weights(), *average.get_weights()]


# %% q4 wrong: Return one flat list
def to_save(generator, discriminator, average, g_optimizer, d_optimizer):
    return [generator.weights, discriminator.weights, average.weights, g_optimizer.variables, d_optimizer.variables]
