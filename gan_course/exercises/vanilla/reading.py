"""Exercise 4 of notebook 02: reading charts."""

from gan_course.exercises.asking import Slip
from gan_course.exercises.base import Exercise
from gan_course.exercises.vanilla import charts

_NOTEBOOK = "02_vanilla_gan"


q4 = Exercise(
    _NOTEBOOK,
    4,
    "read four charts",
    ["read_chart"],
    points=2,
    why="Losses cannot tell you that the samples are good, but they can tell you that a run is broken.",
    hints=[
        "Two of the bugs end with both of D's terms near 0. What does G's loss read in each?",
        "σ of a probability lies between σ(0) = ½ and σ(1) = 0.73. So which gauges can never go below ½, at any step?",
        "Look at the end: D's terms near 0 and `g_loss` large is frozen; everything near 0 is swapped. Of the rest, "
        "`min(d_g_z) >= 0.5` over the *whole* chart is the double sigmoid.",
    ],
)


@q4.check_with
def _charts(read_chart, rng):
    for true, chart in charts.cases(rng):
        got = read_chart(chart)
        if hasattr(got, "numpy"):
            got = got.numpy()
        got = got.decode() if isinstance(got, bytes) else got
        if got not in charts.NAMES:
            raise Slip(
                "The answer should be one of the four names, spelt as in the statement.",
                expected=" or ".join(map(repr, charts.NAMES)),
                got=repr(got),
            )
        if got != true:
            raise Slip(
                charts.confusion(true, got),
                expected=f"{true!r}, for {charts.told(chart)}",
                got=repr(str(got)),
            )
