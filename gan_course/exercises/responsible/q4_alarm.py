"""Exercise 4 of notebook 16: how many alarms are true."""

from gan_course.exercises.asking import expect, expect_each
from gan_course.exercises.base import Exercise

q4 = Exercise(
    "16_responsible_use",
    4,
    "is this alarm a true one?",
    ["true_alarms"],
    points=2,
    why="The same detector is trustworthy in one place and useless in another; only the share of fakes there differs.",
    hints=[
        "Imagine 10,000 pictures. How many of them are fakes, and how many of those raise an alarm? And the real ones?",
        "Two kinds of alarms come together, true ones and false ones. Which share of both is true?",
        "A skeleton: `true = found * ____`, `false = mistaken * ____`, then `true / ____`.",
    ],
)


def _formula(found, mistaken, fakes):
    true, false = found * fakes, mistaken * (1 - fakes)
    right = true / (true + false)
    return right, [
        (found, "This is which share of the fakes is found; which share of the alarms is true?"),
        (
            found / (found + mistaken),
            "This holds where half are fakes: weigh both by how many there are.",
        ),
        (1 - right, "This is the share of false alarms."),
        (true, "This is the share of all pictures that are fakes and found; divide it by that of all alarms."),
        (true + false, "This is how often an alarm is raised; which share of them is true?"),
        (true / (true + mistaken), "The real pictures are weighed as if all were real: there are 1 − fakes of them."),
        (true + (1 - mistaken) * (1 - fakes), "This is how often the detector is right, about silence as well."),
        (
            true / (true + (1 - mistaken) * (1 - fakes)),
            "Real pictures raise alarms at the rate `mistaken`, not 1 − mistaken.",
        ),
        (fakes, "This is the share of fakes before anything was said; an alarm should change it."),
        (100 * right, "This is in percent; a share between 0 and 1 is asked for."),
    ]


@q4.check_with
def _bayes(true_alarms, rng):
    cases = [(0.9, 0.1, 0.5)]
    for low, high in ((0.1, 0.3), (0.005, 0.02), (0.6, 0.8)):
        cases.append(tuple(round(float(rng.uniform(*ends)), 4) for ends in ((0.7, 0.99), (0.01, 0.2), (low, high))))
    expect_each(true_alarms, cases, _formula, "Of all alarms, found·fakes + mistaken·(1 − fakes), how many are true?")


@q4.check_with
def _nothing(true_alarms, rng):
    found = round(float(rng.uniform(0.7, 0.99)), 3)
    expect(true_alarms(found, 0.05, 0.0), 0.0, "Where there are no fakes, no alarm is a true one.")
    expect(true_alarms(found, 0.0, 0.3), 1.0, "A detector that never takes a real picture for a fake is always right.")
