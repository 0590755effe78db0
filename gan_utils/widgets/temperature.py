"""`temperature_explorer`: make the draws of a word hotter or colder, and see how much of one word they are."""

import numpy as np

from gan_utils import plotting
from gan_utils.widgets.base import Explorer, View
from gan_utils.widgets.controls import Slider

SHOWN = 8  # draws beside each other
HOTTEST, COLDEST = 2.0, -4.0  # log₂ τ


def temperature_explorer(soften, words, *, seed=0):
    """Show draws of one word from fixed noise, at a temperature that a slider sets.

    Args:
        soften: function (τ, noise) -> (shares, slopes), noise normal, shape (n, words): the draws, rows that add up to
            1, shape (n, words), and how much the first word's share moves with its logit, shape (n,).
        words: their names, two at least.
        seed: of the noise at first; the button "other noise" counts it up.

    Returns:
        An `Explorer` with the control "log_tau", from −4 to 2, and the buttons "other noise" and "reset".

    Raises:
        ValueError: for fewer than two words.
    """
    words = list(words)
    if len(words) < 2:
        raise ValueError(f"there is nothing to choose between with the words {words}: give two at least")
    noise = {"seed": seed}

    def draw(log_tau):
        temperature = 2.0**log_tau
        normal = np.random.default_rng(noise["seed"]).standard_normal((SHOWN, len(words))).astype(np.float32)
        shares, slopes = (np.asarray(found) for found in soften(temperature, normal))
        fig, ax = plotting.figure(size=(7.6, 2.7))
        plotting.plot_soft_draws(shares, words, ax=ax)
        taken = ", ".join(words[largest] for largest in shares.argmax(axis=1))
        state = (
            f"log₂ τ = {log_tau:.1f}, τ = {temperature:.3g}: the largest share is {shares.max(axis=1).mean():.2f} on "
            f"average; the slope of “{words[0]}” is {slopes.mean():.2f} on average and {slopes.max():.2f} at most."
        )
        return View(plotting.to_png(fig), state.replace("-", "−"), f"{SHOWN} draws; the argmax takes: {taken}")

    def other():
        noise["seed"] += 1

    def reset():
        noise["seed"] = seed
        explorer.set(log_tau=0.0)

    controls = {"log_tau": Slider("log₂ τ", COLDEST, HOTTEST, value=0.0, step=0.1)}
    explorer = Explorer(draw, controls, buttons={"other noise": other, "reset": reset})
    return explorer
