"""`game_explorer`: move the generator along the line and watch what both players make of it."""

import asyncio

import numpy as np

from gan_utils import game, plotting, toy
from gan_utils._numbers import thousandths
from gan_utils.widgets.base import Explorer, View
from gan_utils.widgets.controls import Choice, Slider

DATA = {
    "one peak": toy.Gaussian(0.0, 1.0),
    "two peaks": toy.Mixture((toy.Gaussian(-2.0, 0.5), toy.Gaussian(2.0, 0.5))),
    "heavy tails": toy.Laplace(0.0, 1.0),
}
MEANS, WIDTHS, SLIDER_STEP = (-5.0, 5.0), (0.4, 3.0), 0.05
STEP_SIZE, STEPS, PAUSE = 0.3, 60, 0.1  # of a step; at most how many of them Play takes, and the seconds between two
_LOSSES = [("non-saturating", "non_saturating"), ("minimax", "minimax")]


def _in_words(p, q, steps):
    """Return the state of the game in one line."""
    minimax, other = (game.generator_gradient(p, q, loss) for loss in game.LOSSES)
    walked = "" if not steps else f", after {steps} step{'s' if steps > 1 else ''}"
    value = thousandths(game.value_function(p, q))
    return (
        f"Mean {round(q.mean, 2) + 0.0:.2f}, width {q.std:.2f}{walked}: V(D*, G) = {value}, "
        f"JSD = {thousandths(game.jensen_shannon(p, q))} (0 when p = q, at most 0.693). "
        f"Gradient with respect to mean and width: minimax {thousandths(minimax.mean)} and {thousandths(minimax.std)}, "
        f"non-saturating {thousandths(other.mean)} and {thousandths(other.std)}."
    )


def next_place(p, place, loss):
    """Return (mean, std) after one step of the generator against its gradient, D* held still; kept within the sliders.

    >>> next_place(toy.Gaussian(0.0, 1.0), (0.0, 1.0), "minimax") == (0.0, 1.0)  # at the goal it stays
    True
    """
    step = STEP_SIZE * np.array(game.generator_gradient(p, toy.Gaussian(*place), loss))
    return tuple(np.clip(np.array(place) - step, *np.transpose([MEANS, WIDTHS])).round(12).tolist())


def _on_grid(value, low):
    """Return the nearest value of a slider: off its grid, a page would send back another value than it was sent."""
    return round(low + SLIDER_STEP * round((value - low) / SLIDER_STEP), 4)


class _Walk:
    """Where the generator has been, since it was last put somewhere by hand.

    The sliders stay where they are while it walks, and show its place, on their grid, when it has come to rest: a page
    sends back what it was sent, and late, so that a slider in motion could not be told from a hand.
    """

    def __init__(self):
        self.trail, self.left, self.setting = [], 0, None

    def follow(self, setting):
        """Start anew where the data, the loss or a slider was changed by hand."""
        same = self.setting and setting[:2] == self.setting[:2]
        if not same or max(np.abs(np.subtract(setting[2:], self.setting[2:]))) > SLIDER_STEP / 5:
            self.trail, self.left, self.setting = [setting[2:]], 0, setting

    def step(self, p):
        """Take a step; return whether it led anywhere that one can see."""
        here = self.trail[-1]
        there = next_place(p, here, self.setting[1])
        self.trail = [*self.trail, there]
        return float(np.hypot(*np.subtract(there, here))) > 5e-4

    def rest(self):
        """Return what the sliders should show now, {name: value}."""
        mean, width = self.trail[-1]
        self.setting = (*self.setting[:2], _on_grid(mean, MEANS[0]), _on_grid(width, WIDTHS[0]))
        return dict(zip(("mean", "width"), self.setting[2:], strict=True))


def game_explorer(data=None, mean=-3.0, width=1.0):
    """Return an interactive view of the minimax game on the line.

    Sliders move the mean and the width of the generator G(z) = mean + width·z. Above, the picture shows the
    real density, the generated one and the optimal discriminator D*; below, contours of JSD over all
    generators, with one step against the gradient of each loss (shortened to 2 where longer), and the goal, the
    generator with the smallest JSD. The line under the picture reads V, JSD and both gradients.

    The button Step takes a step of size 0.3 against the gradient of the loss chosen, against the D* of the place where
    the generator is; Play takes up to 60 of them, ten a second, and stops where they lead nowhere. The way that the
    generator has come stays in the picture until it is put elsewhere by hand. While Play runs the sliders wait; they
    follow when it ends. Without an event loop, as in a script, Play shows its end only.

    Args:
        data: dictionary of label → real density to choose from; by default one peak, two peaks, heavy tails.
        mean: of the generator at first, from −5 to 5.
        width: of the generator at first, from 0.4 to 3.

    Returns:
        An `Explorer`, with the buttons "Step" and "Play".

    Raises:
        ValueError: for a mean or width outside its slider, or no data.

    >>> explorer = game_explorer(mean=0.0, width=1.0)
    >>> explorer.words[:49]
    'Mean 0.00, width 1.00: V(D*, G) = -1.386, JSD = 0'
    """
    choices = DATA if data is None else dict(data)
    if not choices:
        raise ValueError("game_explorer got no data, expected at least one density: pass {'name': density}")
    pictures, walk = {}, _Walk()

    def draw(data, loss, mean, width):
        p = choices[data]
        walk.follow((data, loss, mean, width))
        q = toy.Gaussian(*walk.trail[-1])
        if data not in pictures:
            pictures[data] = plotting.GamePicture(p)
        words = _in_words(p, q, len(walk.trail) - 1)
        alt = f"Above, real density ({data}), generated density and D*; below, JSD over generators. {words}"
        picture = pictures[data].draw(q, walk.trail, next_place(p, walk.trail[-1], loss), loss)
        return View(picture, words, alt)

    def step():
        walk.step(choices[walk.setting[0]])
        explorer.set(**walk.rest())

    def tick(loop=None):
        walk.left -= 1
        if walk.left < 0:  # a hand has taken the generator
            walk.left = 0
        elif walk.step(choices[walk.setting[0]]) and walk.left:
            if loop:
                explorer.refresh()
                loop.call_later(PAUSE, tick, loop)
        else:
            walk.left = 0
            explorer.set(**walk.rest())

    def play():
        running, walk.left = walk.left > 0, STEPS
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            while walk.left:
                tick()
            return
        if not running:
            tick(loop)

    controls = {
        "data": Choice("data", list(choices)),
        "loss": Choice("loss of the steps", _LOSSES),
        "mean": Slider("generator's mean", *MEANS, value=float(mean), step=SLIDER_STEP, width="340px"),
        "width": Slider("generator's width", *WIDTHS, value=float(width), step=SLIDER_STEP, width="340px"),
    }
    explorer = Explorer(draw, controls, buttons={"Step": step, "Play": play}, columns=2)
    return explorer
