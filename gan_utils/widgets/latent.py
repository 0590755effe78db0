"""Views of a generator's latent space: along directions, between two latents, between two classes."""

import numpy as np

from gan_utils import latent
from gan_utils.data.dataset import to_display
from gan_utils.plotting.images import image_grid
from gan_utils.widgets.base import Explorer, View
from gan_utils.widgets.controls import Choice, Slider
from gan_utils.widgets.film import Film
from gan_utils.widgets.strip import FilmStrip

REACH, STEP = 4.0, 0.05
_FRAMES = 20  # of a film from the middle of a slider to its end


def _compiled(generate):
    """Return a quick NumPy function: a Keras model or a function of tensors is compiled, once for each shape.

    Called eagerly, a small generator spends most of its time between its layers; as one graph it is several
    times faster.
    """
    import tensorflow as tf

    if hasattr(generate, "predict_on_batch"):
        model = generate
        generate = lambda *inputs: model(list(inputs) if len(inputs) > 1 else inputs[0], training=False)
    graph, traced = tf.function(generate), {}

    def run(*inputs):
        tensors = [tf.constant(each, tf.float32) for each in inputs]
        shapes = tuple(tuple(each.shape) for each in tensors)
        if shapes not in traced:
            traced[shapes] = graph.get_concrete_function(*(tf.TensorSpec(shape) for shape in shapes))
        return np.asarray(traced[shapes](*tensors))

    return run


def _directions(directions, names):
    directions = np.asarray(directions, np.float64)
    if directions.ndim != 2 or len(directions) == 0:
        raise ValueError(f"directions must have shape (k, latent_dim) with k ≥ 1, got {directions.shape}")
    names = list(names or (f"direction {i + 1}" for i in range(len(directions))))
    if len(names) != len(directions):
        raise ValueError(f"{len(directions)} directions need as many names, got {len(names)}")
    return directions, names


class _Place:
    """A latent, held as its coordinates along some directions (on the sliders) and the rest (here).

    Attributes:
        home: the coordinates at which the latent was drawn, {"a0": amount, …}.
        moved: name of the slider that was moved last, "" for none.
    """

    def __init__(self, directions, seed):
        self.directions, self.seed, self.rest = directions, seed, None
        self.home, self.moved, self._last = {}, "", {}

    def draw(self):
        """Move to the next random latent and return its coordinates, {"a0": amount, …}, within the sliders' reach."""
        z = latent.sample(1, self.directions.shape[1], self.seed)[0]
        self.seed += 1
        amounts, _ = latent.coordinates(z, self.directions)
        amounts = np.round(np.clip(amounts, -REACH, REACH) / STEP) * STEP
        self.rest = z - latent.compose(amounts, self.directions, 0)
        self.home = {f"a{i}": float(amount) + 0.0 for i, amount in enumerate(amounts.round(2))}
        return self.home

    def at(self, amounts):
        """Return the latent at these coordinates, {"a0": amount, …}, and note which of them is new."""
        # a page sends back each value a hair off, which is no move
        new = [name for name, amount in amounts.items() if self._last and abs(amount - self._last[name]) > STEP / 5]
        if len(new) == 2:  # a film that a hand ended puts its own slider back
            new = [name for name in new if name != self.moved]
        self.moved = new[0] if len(new) == 1 else "" if new else self.moved
        self._last = dict(amounts)
        return latent.compose(list(amounts.values()), self.directions, self.rest)

    def along(self, rows):
        """Return the latents at several places, {"a0": amount, …} each, shape (n, d); notes nothing."""
        names = list(self.home)
        return latent.compose([[row[name] for name in names] for row in rows], self.directions, self.rest)

    def in_words(self, names, amounts):
        """Return where the slider moved last stands; the others' numbers stand beside them."""
        if self.moved not in amounts:
            return ""
        return f"{names[int(self.moved[1:])]} {amounts[self.moved] + 0.0:+.2f}; "

    def scene(self):
        """Return a film along the slider moved last, or the first: to the right end, to the left one, and back."""
        name = self.moved or "a0"
        here = round(self._last[name] / STEP) * STEP
        ways = (here, REACH), (REACH, -REACH), (-REACH, here)
        frames = [np.linspace(*way, max(2, round(_FRAMES * abs(way[1] - way[0]) / REACH)))[1:] for way in ways]
        return name, np.round(np.concatenate(frames), 2).tolist()


def _sliders(names, amounts):
    return {
        key: Slider(name, -REACH, REACH, value=amount, step=STEP, width="360px")
        for name, (key, amount) in zip(names, amounts.items(), strict=True)
    }


def _with_film(explorer, scene):
    """Return the view with what its button "play" does."""
    explorer.film = Film(explorer, scene)
    return explorer


def _length(z):
    return f"length of z {np.linalg.norm(z):.1f} (typical {latent.expected_norm(len(z)):.1f})"


def latent_explorer(generator, directions, names=None, *, seed=0, scale=12):
    """Show one picture, with a slider for each direction beside it.

    Each slider holds the coordinate of z along its direction, which for a random z has standard deviation 1
    (if the directions are at right angles); all else in z stays until "surprise me" draws another latent. "reset" goes
    back to the latent as it was drawn, and "play" moves the slider that was moved last from end to end. The film strip
    below shows what that slider shows along its whole way.

    Args:
        generator: a Keras model, or a function of z, shape (n, latent_dim), that TensorFlow can compile.
        directions: shape (k, latent_dim), as from `latent.principal_directions`.
        names: a label for each slider; "direction 1" and so on by default.
        seed: of the first latent; each click uses the next.
        scale: screen pixels for a pixel.

    Returns:
        An `Explorer` with controls "a0", "a1" and so on, and the buttons "surprise me", "reset" and "play".

    Raises:
        ValueError: when the directions or names do not fit.
    """
    directions, names = _directions(directions, names)
    generate, place = _compiled(generator), _Place(directions, seed)
    controls = _sliders(names, place.draw())

    def draw(**amounts):
        z = place.at(amounts)
        words = f"{place.in_words(names, amounts)}{_length(z)}"
        return View(to_display(generate(z[None]))[0], words, f"Generated picture: {words}")

    buttons = {
        "surprise me": lambda: explorer.set(**place.draw()),
        "reset": lambda: explorer.set(**place.home),
        "play": lambda: explorer.film.toggle(),
    }
    strip = FilmStrip(lambda rows: (place.along(rows),), generate, "a0")
    explorer = Explorer(draw, controls, buttons=buttons, scale=scale, beside=True, strip=strip)
    return _with_film(explorer, place.scene)


def interpolation_explorer(generator, latent_dim, *, start=0, end=1, scale=6):
    """Show two end points and the picture a part t of the way between them, by lerp or slerp.

    Args:
        generator: as for `latent_explorer`.
        latent_dim: width of z.
        start, end: seeds of the two ends, 0 to 99; their sliders choose others.
        scale: screen pixels for a pixel.

    Returns:
        An `Explorer` with controls "start", "end", "t" and "how", and the buttons "surprise me", "reset" and "play",
        which goes from t = 0 to 1.
    """
    generate, rng = _compiled(generator), np.random.default_rng(start)
    controls = {
        "start": Slider("start (seed)", 0, 99, value=start, step=1),
        "end": Slider("end (seed)", 0, 99, value=end, step=1),
        "t": Slider("t", 0.0, 1.0, value=0.5, step=0.01),
        "how": Choice("path", ["slerp", "lerp"]),
    }

    def between(start, end, t, how):
        z0, z1 = latent.sample(1, latent_dim, start), latent.sample(1, latent_dim, end)
        return z0, getattr(latent, how)(z0, z1, t), z1

    def draw(start, end, t, how):
        z0, z, z1 = between(start, end, t, how)
        pictures = generate(np.concatenate([z0, z, z1]))
        words = f"{how} from {start} to {end}, t = {t:.2f}; {_length(z[0])}"
        return View(image_grid(pictures, columns=3), words, f"Start, the picture at t = {t:.2f}, and end; {words}")

    def surprise():
        first, second = rng.choice(100, size=2, replace=False)
        explorer.set(start=int(first), end=int(second))

    buttons = {
        "surprise me": surprise,
        "reset": lambda: explorer.set(**home),
        "play": lambda: explorer.film.toggle(),
    }
    home = {name: control.value for name, control in controls.items()}
    strip = FilmStrip(lambda rows: (np.concatenate([between(**row)[1] for row in rows]),), generate, "t")
    explorer = Explorer(draw, controls, buttons=buttons, scale=scale, beside=True, strip=strip)
    return _with_film(explorer, lambda: ("t", np.linspace(0, 1, 2 * _FRAMES + 1).round(2).tolist()))


def class_explorer(
    mixer, directions, class_names=None, *, names=None, first=None, second=None, n_classes=10, seed=0, scale=12
):
    """Show a class, or a blend of two, in a style set by sliders.

    Args:
        mixer: a function of z, shape (n, latent_dim), and label weights, shape (n, n_classes), such as
            `models.conditional_mixer(generator)`.
        directions: shape (k, latent_dim), the directions of style; a few are enough.
        class_names: what each class is called; its number by default.
        names: a label for each style slider; "style 1" and so on by default.
        first, second: the classes to begin with; by default 3 and 8, or the first and the last where there are fewer.
        n_classes, seed, scale: how many classes; as for `latent_explorer`.

    Returns:
        An `Explorer` with controls "first", "second", "mix", "a0", "a1" and so on, and the buttons "surprise me", which
        draws another style, "reset", and "play", which goes from the first class to the second and back.

    Raises:
        ValueError: when the directions, the names or the classes do not fit.
    """
    class_names = list(class_names or map(str, range(n_classes)))
    if len(class_names) != n_classes:
        raise ValueError(f"{n_classes} classes need as many names, got {len(class_names)}")
    if first is None or second is None:
        usual = (3, 8) if n_classes > 8 else (0, n_classes - 1)
        first, second = usual[0] if first is None else first, usual[1] if second is None else second
    latent.mix_classes(first, second, 0.0, n_classes)  # an unknown class is refused here
    directions, names = _directions(
        directions, names or [f"style {i + 1}" for i in range(len(np.atleast_2d(directions)))]
    )
    generate, place = _compiled(mixer), _Place(directions, seed)
    options = [(name, label) for label, name in enumerate(class_names)]
    styles = _sliders(names, place.draw())
    controls = {
        "first": Choice("first class", options, value=first),
        "second": Choice("second class", options, value=second),
        "mix": Slider("part of second", 0.0, 1.0, value=0.0, step=0.01, width="360px"),
        **styles,
    }

    def blend(first, second, mix, **amounts):
        return latent.mix_classes(first, second, mix, n_classes)

    def draw(first, second, mix, **amounts):
        z = place.at(amounts)
        weights = blend(first, second, mix)
        classes = f"{1 - mix:.0%} {class_names[first]} and {mix:.0%} {class_names[second]}"
        words = f"{classes}; {place.in_words(names, amounts)}{_length(z)}"
        return View(to_display(generate(z[None], weights[None]))[0], words, f"Generated picture: {words}")

    buttons = {
        "surprise me": lambda: explorer.set(**place.draw()),
        "reset": lambda: explorer.set(first=first, second=second, mix=0.0, **place.home),
        "play": lambda: explorer.film.toggle(),
    }
    strip = FilmStrip(lambda rows: (place.along(rows), np.stack([blend(**row) for row in rows])), generate, "mix")
    explorer = Explorer(draw, controls, buttons=buttons, scale=scale, beside=True, strip=strip)
    there = np.linspace(0, 1, 2 * _FRAMES + 1).round(2)
    return _with_film(explorer, lambda: ("mix", [*there.tolist(), *there[-2::-1].tolist()]))
