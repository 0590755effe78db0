"""New fakes for each player, one pass of G for both, or one of D besides? The course's DCGAN, all ways at equal steps.

`gan-course share_fakes` writes data/results/share_fakes.json, on which the defaults of `GAN.compile(share_fakes=…,
simultaneous=…)` rest. A run trains all from the same start, on the same digits and noise, in turns within one process,
so that their steps can be timed against each other also on a machine that others use: the time is the processor's, not
the clock's.
"""

import statistics
import time

from gan_course.experiments import common, table

SEEDS = (1, 2, 3)  # seed 0 is for trying things out
ROWS = {"the course's DCGAN": {"beta_1": 0.0, "beta_2": 0.99}}
WAYS = {"new fakes": {}, "shared fakes": {"share_fakes": True}, "simultaneous": {"simultaneous": True}}
LEARNING_RATE, BATCH_SIZE, EMA_DECAY, WIDTH, N_SAMPLES = 1e-3, 64, 0.995, 32, 2000
STEPS, TURNS = 1240, 10

# Written before the first run of each way; those of simultaneous players when the other two had been measured. A way
# becomes the default if its pictures are clearly better, of the average and of the raw generator alike; if three seeds
# cannot tell, new noise stays, which is what algorithm 1 and notebook 02 do.
PREDICTIONS = {
    "shared fakes: fcd": "three seeds cannot tell it from new fakes",
    "shared fakes: fcd_raw": "nor for the raw generator",
    "shared fakes: times_as_fast": "a step is 1.05 to 1.2 times as fast",
    "simultaneous: fcd": "three seeds cannot tell it from new fakes",
    "simultaneous: fcd_raw": "nor for the raw generator",
    "simultaneous: times_as_fast": "a step is 1.2 to 1.4 times as fast",
}
FASTER = {"shared fakes": (1.05, 1.2), "simultaneous": (1.2, 1.4)}


def settings(name):
    """Return what one row uses: the arguments of both optimizers.

    Raises:
        ValueError: for an unknown row, listing the valid ones.

    >>> settings("the course's DCGAN")
    {'beta_1': 0.0, 'beta_2': 0.99}
    """
    return ROWS[common.known("row", name, ROWS)]


def shared():
    """Return what all rows share."""
    return {
        "steps": STEPS,
        "ways": list(WAYS),
        "turns": TURNS,
        "batch_size": BATCH_SIZE,
        "learning_rate": LEARNING_RATE,
        "ema": {"decay": EMA_DECAY, "warmup": True},
        "width": WIDTH,
        "n_samples": N_SAMPLES,
    }


def _gan(name, way, seed):
    import keras

    from gan_utils import models, training

    keras.utils.set_random_seed(seed)
    gan = training.GAN(
        models.dcgan_generator((28, 28, 1), width=WIDTH, seed=2 * seed + 1),
        models.dcgan_discriminator((28, 28, 1), width=WIDTH, seed=2 * seed + 2),
        seed=seed,
    )
    adam = lambda: keras.optimizers.Adam(LEARNING_RATE, **settings(name))
    average = {"ema_decay": EMA_DECAY, "ema_warmup": True}
    gan.compile(g_optimizer=adam(), d_optimizer=adam(), **WAYS[way], **average)
    return gan


def run(name, seed, steps=STEPS, turns=TURNS, n_samples=N_SAMPLES):
    """Train all ways in turns; score samples of each average and of each raw generator against held-out digits.

    Args:
        name: a key of `ROWS`.
        seed: from which every random draw follows.
        steps: updates of the generator, each way; a multiple of `turns`.
        turns: how often each way goes on for a while. The first, in which steps are traced, is not timed.
        n_samples: how many are scored.

    Returns:
        Dictionary of fcd and fcd_raw, each {way: number}, and times_as_fast, {way: a ratio of processor seconds to
        those of new fakes, a turn}, for all but these.

    Raises:
        ValueError: for an unknown row, listing the valid ones.
    """
    from gan_utils import data

    digits = data.load("mnist5k")
    gans = {way: _gan(name, way, seed) for way in WAYS}
    batches = {way: digits.batches(BATCH_SIZE, seed=seed).repeat() for way in WAYS}
    seconds = {way: [] for way in WAYS}
    for turn in range(turns):
        for way in list(WAYS)[:: 1 if turn % 2 else -1]:  # who goes first takes turns, too
            began = time.process_time()
            gans[way].fit(batches[way].take(steps // turns))
            seconds[way].append(time.process_time() - began)
    first, *others = WAYS
    ratios = lambda way: [round(new / one, 3) for new, one in zip(seconds[first], seconds[way], strict=True)][1:]
    draw = lambda network: common.drawn(network, n_samples, seed=seed + 1)
    return {
        "fcd": {way: round(common.fcd(draw(gan.ema_generator)), 2) for way, gan in gans.items()},
        "fcd_raw": {way: round(common.fcd(draw(gan.generator)), 2) for way, gan in gans.items()},
        "times_as_fast": {way: ratios(way) for way in others},
    }


def difference(pairs):
    """Return (mean, half its 95% interval) of second − first, by Student's t on the differences of each seed.

    >>> [round(number, 2) for number in difference([(10.0, 11.0), (20.0, 22.0), (30.0, 33.0)])]
    [2.0, 2.48]
    """
    from scipy.stats import t

    found = [second - first for first, second in pairs]
    half = t.ppf(0.975, len(found) - 1) * statistics.stdev(found) / len(found) ** 0.5
    return statistics.fmean(found), float(half)


def verdicts(runs):
    """Return what came out and whether each prediction was met: {what is predicted: (a text, True or False)}."""
    found, (first, *others) = {}, WAYS
    for way in others:
        for key in ("fcd", "fcd_raw"):
            mean, half = difference([(run[key][first], run[key][way]) for run in runs])
            found[f"{way}: {key}"] = f"{mean:+.1f} ± {half:.1f}", abs(mean) <= half
        ratios = [ratio for run in runs for ratio in run["times_as_fast"][way]]
        median, (least, most) = statistics.median(ratios), FASTER[way]
        text = f"{median:.2f} times ({min(ratios):.2f} to {max(ratios):.2f})"
        found[f"{way}: times_as_fast"] = text, least <= median <= most
    return found


EXPERIMENT = table.Experiment(
    command="gan-course share_fakes",
    file="share_fakes",
    rows=ROWS,
    seeds=SEEDS,
    shared=shared,
    settings=settings,
    measure=lambda name, seed: (run(name, seed), {}),
)

arguments, _, load, _ = table.verbs(EXPERIMENT)


def main(options):
    """Make the runs that are missing, say which predictions were met, and return the exit code."""
    code = table.main(options, EXPERIMENT)
    for key, (text, met) in verdicts(load()["runs"]).items() if len(load()["runs"]) > 1 else ():
        print(f"{key}: {text}; {'met' if met else 'not met'}: {PREDICTIONS[key]}")
    return code
