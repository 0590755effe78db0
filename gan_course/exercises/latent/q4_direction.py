"""Exercise 4 of notebook 05: the direction of an attribute."""

import numpy as np

from gan_course.exercises.asking import draw, expect
from gan_course.exercises.base import Exercise
from gan_course.exercises.latent.least_squares import fit, unit

q4 = Exercise(
    "05_latent_space",
    4,
    "an attribute direction",
    ["direction_of"],
    points=2,
    why="A direction from a fit needs no labels and no second network: measure, fit, walk.",
    hints=[
        "Least squares in NumPy is `np.linalg.lstsq(a, values, rcond=None)[0]`: a weight for each column of a. "
        "Which columns do you need for w·z + c?",
        "c is the weight of a column that is the same in every row. Without it, w has to explain the mean of the "
        "values too.",
        "`a = np.column_stack([latents, ____])`, fit, keep `weights[____]`, and make that a unit vector.",
    ],
)


@q4.check_with
def _least_squares(direction_of, rng):
    for n, d in ((6, 2), (40, 5)):
        mix = np.eye(d) + draw(rng, -0.6, 0.6, d, d)
        z = (rng.standard_normal((n, d)) @ mix + draw(rng, -1.0, 1.0, d)).round(2).astype(np.float32)
        values = (5 + z @ draw(rng, 1.0, 3.0, d) + 0.5 * rng.standard_normal(n)).round(2).astype(np.float32)
        x, y = z.astype(np.float64), values.astype(np.float64)
        with_ones = fit(np.column_stack([x, np.ones(n)]), y)
        right = unit(with_ones[:-1])
        no_constant = "There is no constant c in the fit, so w has to explain the mean of the values as well."
        high = y > np.median(y)
        halves = (
            "This goes from the middle of the lower half of the values to that of the upper one, which leans where the "
            "coordinates vary together; fit them by least squares."
        )
        own = "This is the correlation with each coordinate by itself; a fit takes them together, since they overlap."
        expect(
            direction_of(z, values),
            right,
            "It is the w of the least-squares fit w·z + c, divided by its norm.",
            slips=[
                (with_ones[:-1], "The direction is right, its length is not: divide by the norm."),
                (-right, "The value falls along this direction; the other way it grows."),
                (unit(fit(x, y)), no_constant),
                (fit(x, y), no_constant),
                (
                    unit(fit(x, y - y.mean())),
                    "Taking the mean off the values alone is not enough: take it off the latents too, or fit c.",
                ),
                (unit(x[high].mean(0) - x[~high].mean(0)), halves),
                (unit(x.T @ y), own),
                (unit((x - x.mean(0)).T @ (y - y.mean())), own),
                (unit(x.T @ (y - y.mean())), own),
                (unit(with_ones), "The constant c is still in it: drop it before you divide by the norm."),
                (with_ones, "The constant c is still in it: drop it, and divide by the norm."),
                (right.reshape(-1, 1), "The direction should have shape (d,), one axis."),
            ],
            rtol=1e-3,
            atol=1e-3,
        )
