"""Reference answers to the exercises of notebook 05, one block an exercise; the imports are those of the notebook."""

import numpy as np


# %% q1
def slerp(z0, z1, t):
    """Return the latent a part t of the way from z0 to z1 along a great circle, shape (d,)."""
    z0, z1 = np.asarray(z0, float), np.asarray(z1, float)
    length0, length1 = np.linalg.norm(z0), np.linalg.norm(z1)
    if length0 == 0 or length1 == 0:
        return (1 - t) * z0 + t * z1
    u0, u1 = z0 / length0, z1 / length1
    angle = 2 * np.arctan2(np.linalg.norm(u0 - u1), np.linalg.norm(u0 + u1))  # exact near 0 and near 180 degrees
    w = u1 - (u0 @ u1) * u0
    if angle > 3.14 and np.linalg.norm(w) < 1e-6:  # opposite: any circle will do
        axis = np.eye(len(u0))[np.abs(u0).argmin()]
        w = axis - (u0 @ axis) * u0
    w = w / max(np.linalg.norm(w), 1e-300)
    return ((1 - t) * length0 + t * length1) * (np.cos(t * angle) * u0 + np.sin(t * angle) * w)


# %% q2
def equal_step_positions(changes, n):
    """Return n positions from 0 to k = len(changes), each step worth the same change, shape (n,)."""
    walked = np.concatenate([[0.0], np.cumsum(changes)])
    return np.interp(np.linspace(0, walked[-1], n), walked, np.arange(len(walked)))


# %% q3
def symmetry(images):
    """Return how much each picture looks like its mirror image, from 0 to 1, shape (n,)."""
    x = np.asarray(images, float)
    return (x * x[:, :, ::-1]).sum((1, 2, 3)) / (x**2).sum((1, 2, 3))


# %% q4
def direction_of(latents, values):
    """Return the unit vector along which the value grows fastest, shape (d,)."""
    with_constant = np.column_stack([latents, np.ones(len(latents))])
    w = np.linalg.lstsq(with_constant, values, rcond=None)[0][:-1]
    return w / np.linalg.norm(w)


# %% q5
def without_all(direction, others):
    """Return the direction less its parts along all the others, as a unit vector, shape (d,)."""
    direction, others = np.asarray(direction, float), np.asarray(others, float)
    rest = direction - np.linalg.lstsq(others.T, direction, rcond=None)[0] @ others
    return rest / np.linalg.norm(rest)


# %% open
def lean(latents, generate):
    """Return latents, shape (n, 64), whose pictures lean by ten degrees more and are otherwise the same."""
    from gan_utils import latent

    known = latent.sample(2000, latents.shape[1], 0)
    steeper = latent.attribute_direction(known, latent.slant(generate(known))).direction
    before = generate(latents)
    best, least = latents.copy(), np.full(len(latents), np.inf)
    for step in np.linspace(0.3, 3.0, 12):  # each picture takes the step that suits it best
        tried = latents + step * steeper
        after = generate(tried)
        off = np.abs(latent.slant(after) - latent.slant(before) - 10) / 3
        off += np.abs(latent.thickness(after) - latent.thickness(before)) / 0.3
        closer = off < least
        best[closer], least[closer] = tried[closer], off[closer]
    return best
