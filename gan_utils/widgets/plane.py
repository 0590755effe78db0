"""`PlaneLaboratory`: watch a GAN move in the plane, and touch it."""

import asyncio
import html

import ipywidgets
import numpy as np

from gan_utils import toy
from gan_utils.plotting.style import show as show_figure
from gan_utils.training.plane import ROW_KEYS, PlaneRun, plane_networks
from gan_utils.training.thinned import Thinned
from gan_utils.widgets import plane_words
from gan_utils.widgets.base import _names_for_screen_readers, refuse_unknown
from gan_utils.widgets.controls import describe
from gan_utils.widgets.drawing import Drawing
from gan_utils.widgets.plane_canvas import LAYERS, PlaneCanvas
from gan_utils.widgets.plane_controls import ARCHITECTURE, OWN, WHO, plane_controls, settings_of
from gan_utils.widgets.plane_still import still

N_POINTS, N_SHOWN, N_MEASURED = 4096, 400, 2000  # real points to train on, to show, and of either kind to compare
LIMITS, BATCH = (-3.2, 3.2), 256
MEASURE_EVERY = 20  # steps at least between two looks at the divergences
SLOW, WORDS_EVERY = 0.9, 30  # seconds for each stage of slow motion; pictures between two sentences while it plays
WITHOUT_A_LOOP = 30  # pictures that Play makes in a script


class PlaneLaboratory(ipywidgets.VBox):
    """Watch a GAN move in the plane, and touch it: the data, the players, the rates and the losses, while it plays.

    The picture shows real points, generated ones, D's field σ(D) with its border at ½, the image of a grid of z,
    and the push −∂L_G/∂x on generated points; beside it stand both losses, two distances between the clouds, and who
    hands what to whom. Each step is one of `training.GAN`, so what is seen here is what `fit` does. Data are chosen, or
    drawn with the mouse or the arrow keys. After GAN Lab (Kahng et al. 2018, arXiv:1809.01587).

    While it plays, the next picture is made when the page has painted the last: out of sight, it waits. Without a
    page, `advance()` takes steps, and `show()` is the still picture of where things are.

    Args:
        data: one of `toy.SHAPES`, or "your own drawing".
        networks: seed -> (generator, discriminator) of one's own for points; by default the lists for noise,
            layers and units say what they are.
        generator_stage: the generator's stage of one's own, (generator, discriminator, optimizer, z) -> loss, to be
            chosen in place of the course's.
        seed: of weights, noise and batches.
        path: a JSON file that keeps the drawing; None keeps it in memory.

    Attributes:
        controls: name -> `Choice`; setting a value is as good as a hand.
        buttons: name -> `ipywidgets.Button`: "play", "step", "restart", "undo", "clear".
        layers: name -> checkbox of what the picture shows.
        slow: the checkbox of slow motion.
        run: the present `training.plane.PlaneRun`; `run.gan` is the GAN.
        losses, divergences: its curves, each a `Thinned`.
        drawing: the `Drawing`.
        playing: whether it plays.
        words, alt, error: the line below, what the picture shows, and the last error or None.

    Raises:
        ValueError: for unknown data, networks that do not fit, or a file that holds no drawing.

    >>> laboratory = PlaneLaboratory("ring", networks=plane_networks((8,)))
    >>> laboratory.advance(5)
    >>> laboratory.words[:22]
    'Paused at step 5: D’s '
    """

    def __init__(self, data="ring", *, networks=None, generator_stage=None, seed=0, path=None):
        if data not in (*toy.SHAPES, OWN):
            raise ValueError(f"unknown data {data!r}: choose one of {', '.join((*toy.SHAPES, OWN))}")
        self._networks, self._stage, self._seed = networks, generator_stage, seed
        self.drawing = Drawing(path)
        self.playing, self.error, self.words, self.alt = False, None, "", ""
        self._runs, self._halves, self._due, self._seen = {}, None, None, 0
        self.controls = plane_controls(data, networks is None, generator_stage is not None)
        self.canvas = PlaneCanvas(LIMITS)
        self.canvas.on_msg(self._heard)
        acts = {"play": self.toggle, "step": self.step, "restart": self.restart}
        acts |= {"undo": self._undo, "clear": self._clear}
        self.buttons = {name: self._button(name, act) for name, act in acts.items()}
        self.slow = ipywidgets.Checkbox(False, description="slow motion", indent=False, layout={"width": "auto"})
        self.layers = {name: _checkbox(name, self._choose_layers) for name in LAYERS}
        self.line = ipywidgets.HTML()
        super().__init__(self._parts())
        self.add_class("gan-explorer")
        for name, control in self.controls.items():
            control.on_change(lambda name=name: self._guarded(lambda: self._changed(name)))
        self._take_run()

    def __repr__(self):
        return "Plane laboratory: run this cell to play with it; the picture beside it is where it has come to."

    def _parts(self):
        row = lambda *parts: ipywidgets.HBox(parts, layout={"flex_flow": "row wrap", "align_items": "center"})
        top = [self.buttons[name] for name in ("play", "step", "restart")]
        top += [self.controls["who"], self.controls["pace"], self.slow]
        stacks = [
            ipywidgets.VBox([self.controls[name] for name in names if name in self.controls])
            for names in plane_words.COLUMNS
        ]
        self._own_row = row(self.buttons["undo"], self.buttons["clear"])
        seen = row(ipywidgets.HTML("shown:&nbsp;"), *self.layers.values())
        return [row(*top), seen, self.canvas, self.line, row(*stacks), self._own_row, _names_for_screen_readers()]

    # -- what the buttons do -----------------------------------------------------------------------------------------

    def toggle(self):
        """Play, or pause. Without an event loop, as in a script, Play takes its first 30 pictures' steps at once."""
        if self.playing:
            self.pause()
            return
        self._need_points()
        self.playing, self.error = True, None
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            self.advance(WITHOUT_A_LOOP * self.controls["pace"].value)
            self.pause()
            return
        self._name_play()
        self._say()
        self._tick()

    def pause(self):
        """Stop where it is; a step in slow motion is finished."""
        self.playing = False
        self._finish()
        self._name_play()
        self._draw()
        self._say()

    def step(self):
        """Pause, and take one step of whoever moves."""
        if self.playing:
            self.pause()
        self.advance(1)

    def advance(self, steps):
        """Take steps of whoever moves, and draw."""
        self._need_points()
        self._take(steps)
        self._draw()
        self._say()

    def restart(self):
        """Go back to the first weights and to step 0; the settings and the drawing stay."""
        self._halves = None
        self.run.restart()
        self._runs[self._architecture()] = (self.run, *_curves())
        self._take_run()

    # -- settings ----------------------------------------------------------------------------------------------------

    @property
    def values(self):
        """The value of each control, by name."""
        return {name: control.value for name, control in self.controls.items()}

    def set(self, **values):
        """Set several controls.

        Raises:
            ValueError: for a name that no control has, listing those there are.
        """
        refuse_unknown(values, self.controls)
        for name, value in values.items():
            self.controls[name].value = value

    def _architecture(self):
        values = self.values
        return tuple(values[name] for name in ARCHITECTURE if name in values)

    def _changed(self, name):
        if name in ARCHITECTURE:
            self._halves = None
            self._take_run()
        elif name == "data":
            self._take_data()
            self._draw()
            self._say()
        elif name not in ("who", "pace"):
            self._configure()
            self._draw()
            self._say()

    def _take_run(self):
        """Take the networks that the lists ask for: new ones, or those that were trained here before."""
        key = self._architecture()
        if key not in self._runs:
            networks = self._networks
            if networks is None:
                noise, depth, units = key
                networks = plane_networks((units,) * depth, noise)
            start = toy.SHAPES["ring"](N_POINTS, self._seed)
            own = {"generator_stage": self._stage, "seed": self._seed, "batch_size": BATCH, "limits": LIMITS}
            self._runs[key] = (PlaneRun(start, networks, **own), *_curves())
        self.run, self.losses, self.divergences = self._runs[key]
        self._configure()
        self._take_data()
        self._draw()
        self._say()

    def _configure(self):
        self.run.configure(**settings_of(self.values))

    def _take_data(self):
        own = self.controls["data"].value == OWN
        self.canvas.drawing, self._own_row.layout.display = own, "flex" if own else "none"
        if not own:
            self._points = toy.SHAPES[self.controls["data"].value](N_POINTS, self._seed)
        else:
            drawn = self.drawing.points
            self._points = toy.sample_modes(drawn, N_POINTS, seed=self._seed) if len(drawn) else drawn
        if len(self._points):
            self.run.set_points(self._points)
        elif self.playing:
            self.pause()

    def _need_points(self):
        if not len(self._points):
            raise ValueError("nothing is drawn yet: draw some points in the picture first, or choose other data")

    # -- the drawing -------------------------------------------------------------------------------------------------

    def _undo(self):
        self.drawing.undo()
        self._redrawn()

    def _clear(self):
        self.drawing.clear()
        self._redrawn()

    def _redrawn(self):
        self._take_data()
        self._draw()
        self._say()

    def _add_stroke(self, buffers):
        self.drawing.add(np.frombuffer(bytes(buffers[0]), np.float32).reshape(-1, 2))
        self._redrawn()

    # -- playing -----------------------------------------------------------------------------------------------------

    def _heard(self, _, content, buffers):
        kinds = {"stroke": lambda: self._add_stroke(buffers), "undo": self._undo}
        if content.get("type") == "seen":
            self._seen = max(self._seen, int(content.get("number", 0)))
            self._go_on()
        elif content.get("type") in kinds:
            self._guarded(kinds[content["type"]])

    def _go_on(self):
        """Have the next picture made where the page is at most one behind: it paints one while the next is made."""
        ahead = 0 if self.slow.value else 1
        if self.playing and self._due is None and self._seen >= self.canvas.number - ahead:
            wait = SLOW if self._halves is not None else 0.001
            self._due = asyncio.get_running_loop().call_later(wait, self._tick)

    def _tick(self):
        self._due = None
        if self.playing:
            self._guarded(self._slow_picture if self.slow.value else self._picture)
            self._go_on()

    def _finish(self):
        """Take what is left of a step in slow motion."""
        for _ in self._halves or ():
            pass
        self._halves = None

    def _picture(self):
        self._finish()
        self._take(self.controls["pace"].value)
        self._draw()
        if self.canvas.number % WORDS_EVERY == 0:
            self._say()

    def _slow_picture(self):
        if self._halves is None:
            self._halves = self._in_slow_motion()
        phase = next(self._halves, None)
        if phase is None:
            self._halves = self._in_slow_motion()
            phase = next(self._halves)
        self._draw(phase)
        self._say(phase)

    def _in_slow_motion(self):
        """Yield the four stages of a step, 1 to 4, having done what belongs to each."""
        who, halves = WHO[self.controls["who"].value], self.run.halves()
        yield 1
        if who != "generator":
            first = next(halves) if who is None else self.run.move(who)
            yield 2
        if who == "discriminator":
            self._note(first)
            return
        yield 3
        self._note(next(halves) if who is None else self.run.move(who))
        yield 4

    def _take(self, steps):
        player = WHO[self.controls["who"].value]
        if player is None:
            for left in range(steps, 0, -MEASURE_EVERY):
                self._note(self.run.advance(min(left, MEASURE_EVERY)))
        else:
            for _ in range(steps):
                self._note(self.run.move(player))

    def _note(self, rows):
        start = self.run.steps - len(rows)
        d_real, d_fake, g_loss = (rows[:, ROW_KEYS.index(key)] for key in ("d_real_term", "d_fake_term", "g_loss"))
        for i, pair in enumerate(zip(d_real + d_fake, g_loss, strict=True)):
            self.losses.add(start + i + 1, pair)
        measured = self.divergences.last("step")
        if not measured + MEASURE_EVERY > self.run.steps:  # also where nothing was measured yet
            fakes = self.run.generate(N_MEASURED)
            if not np.isfinite(fakes).all():
                raise FloatingPointError("the points are no numbers any more: choose a lower rate, and Restart")
            pair = toy.histogram_divergences(self._points[:N_MEASURED], fakes, LIMITS)
            self.divergences.add(self.run.steps, [*pair, self.run.steps])

    # -- what is shown -----------------------------------------------------------------------------------------------

    def _draw(self, phase=0):
        self.look = self.run.look()
        caption = plane_words.PHASES[phase]
        curves = self.losses.rows, self.divergences.rows[:, :3]
        self.canvas.show(self.look, self._points[:N_SHOWN], *curves, self.run.steps, phase, caption)

    def _say(self, phase=0):
        self.error = None
        numbers = {"D": self.losses.last("D"), "G": self.losses.last("G"), "JS": self.divergences.last("JS")}
        self.words = plane_words.line(self.playing, self.run.steps, numbers, phase, len(self._points))
        self.alt = plane_words.alt(self.controls["data"].value, self._points, self.look, self.canvas.layers)
        self.canvas.alt = self.alt
        self.canvas.curve_words = plane_words.curves(self.losses, self.divergences)
        self.line.value = f'<span role="status" aria-live="polite">{html.escape(self.words)}</span>'

    def _choose_layers(self, _):
        self.canvas.layers = [name for name, box in self.layers.items() if box.value]

    def _name_play(self):
        self.buttons["play"].description = "Pause" if self.playing else "Play"
        describe(self.buttons["play"], self.buttons["play"].description)

    def _button(self, name, act):
        label = {"undo": "Undo", "clear": "Clear the drawing", "step": "One step"}.get(name, name.capitalize())
        button = ipywidgets.Button(description=label, layout={"width": "auto"})
        describe(button, label)
        button.on_click(lambda _: self._guarded(act))
        return button

    def _guarded(self, act):
        """Do something; where it fails, pause and say so in the line."""
        try:
            act()
        except Exception as problem:
            self.playing, self._halves = False, None
            self._name_play()
            self.error = f"{problem}"
            self.line.value = f'<strong role="alert">{html.escape(self.error)}</strong>'

    # -- the still twin ----------------------------------------------------------------------------------------------

    def figure(self):
        """Return the same as a matplotlib figure: the plane with everything in it, and both curves."""
        return still(self, self._points[:N_SHOWN] if len(self._points) else self.run.real(N_SHOWN), LIMITS)

    def show(self):
        """Display the still picture, with its alt text: for a page, a print-out, or a run without a screen."""
        show_figure(self.figure(), alt=f"{self.alt} {' '.join(self.canvas.curve_words)}")


def _curves():
    return Thinned(("D", "G")), Thinned(("KL", "JS", "step"))


def _checkbox(name, act):
    box = ipywidgets.Checkbox(True, description=plane_words.LAYERS[name], indent=False, layout={"width": "auto"})
    box.observe(act, "value")
    return box
