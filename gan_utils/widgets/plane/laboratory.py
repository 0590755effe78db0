"""`PlaneLaboratory`: watch a GAN move in the plane, and touch it."""

import html

import ipywidgets
import numpy as np

from gan_utils import toy
from gan_utils.plotting.style import show as show_figure
from gan_utils.training.plane import PlaneRun, plane_networks
from gan_utils.widgets import colab
from gan_utils.widgets.base import _names_for_screen_readers, refuse_unknown
from gan_utils.widgets.controls import describe
from gan_utils.widgets.drawing import Drawing
from gan_utils.widgets.plane import words
from gan_utils.widgets.plane.canvas import LAYERS, PlaneCanvas
from gan_utils.widgets.plane.controls import ARCHITECTURE, OWN, WHO, plane_controls, settings_of
from gan_utils.widgets.plane.parts import button, checkbox, parts, row
from gan_utils.widgets.plane.playing import Playing
from gan_utils.widgets.plane.recorded import RecordedRun
from gan_utils.widgets.plane.still import still

N_POINTS, N_SHOWN = 4096, 400  # real points to train on, and to show
LIMITS, BATCH = (-3.2, 3.2), 256


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
        notice: what to do where the page would not show the picture, as in Colab when it does not allow it.
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
        self.error, self.words, self.alt = None, "", ""
        self._runs, self._playing = {}, Playing(self)
        self.controls = plane_controls(data, networks is None, generator_stage is not None)
        # before there is a canvas
        self.notice = colab.notice("the laboratory's picture", "`show()` draws the still picture")
        self.canvas = PlaneCanvas(LIMITS)
        self.canvas.on_msg(self._heard)
        acts = {"play": self.toggle, "step": self.step, "restart": self.restart}
        acts |= {"undo": self._undo, "clear": self._clear}
        self.buttons = {name: button(name, self.guarded, act) for name, act in acts.items()}
        self.slow = checkbox("slow motion", value=False)
        self.layers = {name: checkbox(words.LAYERS[name], self._choose_layers) for name in LAYERS}
        self.line = ipywidgets.HTML()
        self._own_row = row(self.buttons["undo"], self.buttons["clear"])
        super().__init__([self.notice, *parts(self), self._own_row, _names_for_screen_readers()])
        self.add_class("gan-explorer")
        for name, control in self.controls.items():
            control.on_change(lambda name=name: self.guarded(lambda: self._changed(name)))
        self._take_run()

    def __repr__(self):
        return "Plane laboratory: run this cell to play with it; the picture beside it is where it has come to."

    # -- what the buttons do -----------------------------------------------------------------------------------------

    @property
    def playing(self):
        return self._playing.on

    def toggle(self):
        """Play, or pause. Without an event loop, as in a script, Play takes its first 30 pictures' steps at once."""
        if self.playing:
            self.pause()
            return
        self._need_points()
        self.error = None
        self._playing.start()
        self._name_play()

    def pause(self):
        """Stop where it is; a step in slow motion is finished."""
        self._playing.stop()
        self._name_play()
        self.draw()
        self.say()

    def step(self):
        """Pause, and take one step of whoever moves."""
        if self.playing:
            self.pause()
        self.advance(1)

    def advance(self, steps):
        """Take steps of whoever moves, and draw."""
        self._need_points()
        self.take(steps)
        self.draw()
        self.say()

    def take(self, steps):
        """Take steps of whoever moves, and draw nothing."""
        self._recorded.take(steps, WHO[self.controls["who"].value])

    def in_slow_motion(self):
        """Yield the stages of one step of whoever moves, 1 to 4, having done what belongs to each."""
        return self._recorded.in_slow_motion(WHO[self.controls["who"].value])

    def restart(self):
        """Go back to the first weights and to step 0; the settings and the drawing stay."""
        self._playing.forget()
        self._recorded.restart()
        self._take_run()

    @property
    def run(self):
        return self._recorded.run

    @property
    def losses(self):
        return self._recorded.losses

    @property
    def divergences(self):
        return self._recorded.divergences

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
            self._playing.forget()
            self._take_run()
        elif name == "data":
            self._take_data()
            self.draw()
            self.say()
        elif name not in ("who", "pace"):
            self._configure()
            self.draw()
            self.say()

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
            self._runs[key] = RecordedRun(PlaneRun(start, networks, **own))
        self._recorded = self._runs[key]
        self._configure()
        self._take_data()
        self.draw()
        self.say()

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
        self.draw()
        self.say()

    def _add_stroke(self, buffers):
        self.drawing.add(np.frombuffer(bytes(buffers[0]), np.float32).reshape(-1, 2))
        self._redrawn()

    def _heard(self, _, content, buffers):
        kinds = {"stroke": lambda: self._add_stroke(buffers), "undo": self._undo}
        if content.get("type") == "seen":
            self._playing.painted(int(content.get("number", 0)))
        elif content.get("type") in kinds:
            self.guarded(kinds[content["type"]])

    # -- what is shown -----------------------------------------------------------------------------------------------

    def draw(self, phase=0):
        """Send the picture as it is now, in a stage of slow motion, 1 to 4, or none."""
        self.look = self.run.look()
        caption = words.PHASES[phase]
        curves = self.losses.rows, self.divergences.rows[:, :3]
        self.canvas.show(self.look, self._points[:N_SHOWN], *curves, self.run.steps, phase, caption)

    def say(self, phase=0):
        """Say the state in the line, and for screen readers what the pictures show."""
        self.error = None
        numbers = {"D": self.losses.last("D"), "G": self.losses.last("G"), "JS": self.divergences.last("JS")}
        self.words = words.line(self.playing, self.run.steps, numbers, phase, len(self._points))
        self.alt = words.alt(self.controls["data"].value, self._points, self.look, self.canvas.layers)
        self.canvas.alt = self.alt
        self.canvas.curve_words = words.curves(self.losses, self.divergences)
        self.line.value = f'<span role="status" aria-live="polite">{html.escape(self.words)}</span>'

    def _choose_layers(self, _):
        self.canvas.layers = [name for name, box in self.layers.items() if box.value]

    def _name_play(self):
        self.buttons["play"].description = "Pause" if self.playing else "Play"
        describe(self.buttons["play"], self.buttons["play"].description)

    def guarded(self, act):
        """Do something; where it fails, pause and say so in the line."""
        try:
            act()
        except Exception as problem:
            self._playing.on = False
            self._playing.forget()
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
