"""`code_explorer`: turn the codes of an InfoGAN, and see what each does to the same noise."""

import numpy as np

from gan_utils.data.dataset import to_display
from gan_utils.plotting.images import image_grid
from gan_utils.widgets.base import Explorer, View
from gan_utils.widgets.controls import Slider

SHOWN = 6  # pictures beside each other, each of other noise


def code_explorer(generate, latent_dim, n_classes, n_uniform, *, stands_for=None, seed=0, scale=4):
    """Show a few pictures of other noise each, all of one code, which sliders turn.

    Args:
        generate: function of `labels`, `z` and `uniform`, given by name, to pictures in [-1, 1], as `InfoGAN.generate`.
        latent_dim: width of the noise.
        n_classes, n_uniform: of the code.
        stands_for: what to call each class of the code, such as the digit that it matches; its number alone by default.
        seed: of the noise at first; the button "other noise" counts it up.
        scale: screen pixels for a pixel.

    Returns:
        An `Explorer` with the controls "code" and "u1", "u2" and so on, and the buttons "other noise" and "reset".

    Raises:
        ValueError: for fewer than two classes, or names that do not fit.
    """
    if n_classes < 2:
        raise ValueError(f"there is nothing to turn with {n_classes} classes: build the heads with n_classes=10")
    if stands_for is not None and len(stands_for) != n_classes:
        raise ValueError(f"{n_classes} codes need as many names, got {len(stands_for)}")
    noise = {"seed": seed}

    def draw(code, **turns):
        z = np.random.default_rng(noise["seed"]).standard_normal((SHOWN, latent_dim)).astype(np.float32)
        labels = np.full(SHOWN, int(code), np.int32)
        given = {"labels": labels, "z": z}
        if turns:
            given["uniform"] = np.tile(np.array(list(turns.values()), np.float32), (SHOWN, 1))
        made = to_display(np.asarray(generate(**given)))
        name = "" if stands_for is None else f", which stands for {stands_for[int(code)]}"
        turned = "".join(f", u{i + 1} = {amount:+.1f}" for i, amount in enumerate(turns.values()))
        return View(image_grid(made, columns=SHOWN), f"Code {int(code)}{name}{turned}; {SHOWN} draws of the noise.")

    controls = {"code": Slider("code", 0, n_classes - 1, value=0, step=1)}
    controls |= {f"u{i + 1}": Slider(f"u{i + 1}", -1.0, 1.0, value=0.0, step=0.1) for i in range(n_uniform)}
    home = {name: 0 if name == "code" else 0.0 for name in controls}

    def other():
        noise["seed"] += 1

    def reset():
        noise["seed"] = seed
        explorer.set(**home)

    explorer = Explorer(draw, controls, buttons={"other noise": other, "reset": reset}, scale=scale)
    return explorer
