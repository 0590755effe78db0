"""`game_explorer`: move the generator along the line and watch what both players make of it."""

from gan_utils import game, plotting, toy
from gan_utils._numbers import thousandths
from gan_utils.widgets.base import Explorer, View
from gan_utils.widgets.controls import Choice, Slider

DATA = {
    "one peak": toy.Gaussian(0.0, 1.0),
    "two peaks": toy.Mixture((toy.Gaussian(-2.0, 0.5), toy.Gaussian(2.0, 0.5))),
    "heavy tails": toy.Laplace(0.0, 1.0),
}


def _in_words(p, q):
    """Return the state of the game in one line."""
    minimax, other = (game.generator_gradient(p, q, loss) for loss in game.LOSSES)
    return (
        f"Mean {q.mean:.2f}, width {q.std:.2f}: V(D*, G) = {thousandths(game.value_function(p, q))}, "
        f"JSD = {thousandths(game.jensen_shannon(p, q))} (0 when p = q, at most 0.693). "
        f"Gradient by mean and by width: minimax {thousandths(minimax.mean)} and {thousandths(minimax.std)}, "
        f"non-saturating {thousandths(other.mean)} and {thousandths(other.std)}."
    )


def game_explorer(data=None, mean=-3.0, width=1.0):
    """Return an interactive view of the minimax game on the line.

    Sliders move the mean and the width of the generator G(z) = mean + width·z. Above, the picture shows the
    real density, the generated one and the optimal discriminator D*; below, contours of JSD over all
    generators, with one step against the gradient of each loss (shortened to 2 where longer). The line
    under the picture reads V, JSD and both gradients.

    Args:
        data: dictionary of label → real density to choose from; by default one peak, two peaks, heavy tails.
        mean: of the generator at first, from −5 to 5.
        width: of the generator at first, from 0.4 to 3.

    Returns:
        An `Explorer`.

    Raises:
        ValueError: for a mean or width outside its slider, or no data.

    >>> explorer = game_explorer(mean=0.0, width=1.0)
    >>> explorer.words[:49]
    'Mean 0.00, width 1.00: V(D*, G) = -1.386, JSD = 0'
    """
    choices = DATA if data is None else dict(data)
    if not choices:
        raise ValueError("game_explorer got no data, expected at least one density: pass {'name': density}")
    pictures = {}

    def draw(data, mean, width):
        p, q = choices[data], toy.Gaussian(mean, width)
        if data not in pictures:
            pictures[data] = plotting.GamePicture(p)
        words = _in_words(p, q)
        alt = f"Above, real density ({data}), generated density and D*; below, JSD over generators. {words}"
        return View(pictures[data].draw(q), words, alt)

    controls = {
        "data": Choice("data", list(choices)),
        "mean": Slider("generator's mean", -5.0, 5.0, value=float(mean), step=0.05),
        "width": Slider("generator's width", 0.4, 3.0, value=float(width), step=0.05),
    }
    return Explorer(draw, controls)
