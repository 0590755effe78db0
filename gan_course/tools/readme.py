"""`gan-course readme`: the README's measured results and its picture, from what this repository holds."""

import json
import re

from gan_course import results
from gan_course.experiments import ablation, diagnosing
from gan_course.tools import notebooks
from gan_utils import _files

RESULTS = re.compile(r"(<!-- results -->\n).*?(<!-- /results -->)", re.DOTALL)
BENCHMARK = re.compile(r"(<!-- benchmark -->\n).*?(<!-- /benchmark -->)", re.DOTALL)
TIME = re.compile(r"(<!-- time:(\w+) -->).*?(<!-- /time -->)")
HEADLINES = "benchmarks/results/headlines.md"
TIMES = "benchmarks/results/course_laptop.json"
PICTURE = "data/results/digits.png"


def _recorded(number):
    return results.recorded(notebooks.read(notebooks.find([number])[0]))


def _rows():
    """Yield (what, measured, command) for each promise that the README makes."""
    yield from _rows_of_part_one()
    yield from _rows_of_part_two()


def _rows_of_part_one():
    one, two, three, four, five = (_recorded(number) for number in range(1, 6))
    gap = max(one["identity_gaps"].values())
    yield (
        "01: V(D*, G) against −log 4 + 2·JSD, largest gap",
        f"{gap:.1e} over {len(one['identity_gaps'])} pairs",
        "make course NB=01",
    )
    yield (
        "01: a trained D against D*, mean absolute difference",
        f"{one['trained_distance']:.4f}",
        "make course NB=01",
    )
    yield (
        "01: Dirac-GAN, distance from equilibrium after 300 steps",
        f"{one['radius_simultaneous']:.1f} simultaneous, {one['radius_r1']:.4f} with R1 (start 1)",
        "make course NB=01",
    )
    yield (
        "02: hand-written step against `GAN.train_step`, losses and weights",
        f"{two['max_loss_difference']:.1g} and {two['max_weight_difference']:.1g} after 5 steps; "
        f"with XLA {two['xla_loss_difference']:.0e} and {two['xla_weight_difference']:.0e}",
        "make course NB=02",
    )
    yield "02: modes of the ring covered", f"{two['modes_covered']} of 8", "make course NB=02"
    yield (
        f"03: inception score of 2,000 samples after {three['steps']:,} steps",
        f"{three['inception_score']:.2f} (held-out digits {three['inception_score_real']:.2f})",
        "make course NB=03",
    )
    yield "03: FCD to held-out digits", f"{three['fcd']:.1f}", "make course NB=03"
    yield (
        "03: share of each digit",
        f"{three['share_min']:.1%} to {three['share_max']:.1%}",
        "make course NB=03",
    )
    yield (
        "04: classifier agrees with the requested label",
        f"{four['agreement']:.1%}, at least {four['agreement_low']:.1%} (95% interval)",
        "make course NB=04",
    )
    yield (
        "05: slider in the kernel, from value to PNG bytes, median",
        f"{five['slider_ms']:.1f} ms",
        "make course NB=05",
    )
    yield (
        "05: ten held-out digits projected back, root mean square error",
        f"{five['projection_error']:.1f} of 255 grey levels (nearest training digit {five['nearest_error']:.1f})",
        "make course NB=05",
    )


def _rows_of_part_two():
    six, seven, eight = (_recorded(number) for number in range(6, 9))
    yield (
        f"06: a generator against itself (the truth is 0), n = {six['sizes'][0]} and {six['sizes'][-1]:,}",
        f"FCD {six['fcd_to_itself'][0]:.1f} and {six['fcd_to_itself'][-1]:.2f}; kernel distance "
        f"{six['kernel_to_itself'][0]:.1f} and {six['kernel_to_itself'][-1]:.2f}",
        "make course NB=06",
    )
    copies = [
        name for name, verdict in zip(six["metrics"], six["verdicts"]["copies"], strict=True) if verdict == "sees it"
    ]
    yield (
        f"06: of {len(six['metrics'])} metrics, those that see plain copies of the training digits",
        ", ".join(copies) or "none",
        "make course NB=06",
    )
    r1, minimax = (seven["modes"][name] for name in ("R1", "minimax"))
    yield (
        f"07: modes of 25 covered, each of {len(r1)} seeds",
        f"non-saturating with R1 {_listed(r1)}; minimax without help {_listed(minimax)}",
        "gan-course laboratory",
    )
    yield (
        f"07: FCD on digits, best and worst of {seven['configurations']} rows, mean of {seven['seeds']} seeds",
        _ends({name: _mean(values) for name, values in seven["fcd"].items()}),
        "gan-course laboratory",
    )
    sizes = sorted((int(name.split()[0].replace(",", "")), gap) for name, gap in eight["gap_by_size"].items())
    yield (
        "08: held-out gap of D's mean logit by training images",
        ", ".join(f"{gap:.1f} with {size:,}" for size, gap in reversed(sizes)),
        "gan-course generalise",
    )
    plain, helped = eight["intensity_longer"]
    yield (
        "08: FCD with 500 images, without and with augmentation of intensity, mean of 3 seeds",
        f"{_mean(plain):.1f} and {_mean(helped):.1f}, {eight['intensity_gain']:.0%} better",
        "gan-course generalise",
    )
    scratch, tuned = (_mean(eight["transfer"][name]) for name in ("from scratch", "fine-tuned"))
    yield (
        "08: FCD of two new classes from 50 images at equal steps, mean of 3 seeds",
        f"from scratch {scratch:.1f}, fine-tuned {tuned:.1f}",
        "gan-course generalise",
    )


def _mean(values):
    return sum(values) / len(values)


def _listed(values):
    return ", ".join(map(str, values))


def _ends(means):
    best, worst = min(means, key=means.get), max(means, key=means.get)
    return f"{best} {means[best]:.0f}; {worst} {means[worst]:.0f}"


def _row_of_diagnosis():
    diagnosed = diagnosing.load()
    return (
        "07: verdicts of `diagnostics.diagnose` on the seeds that its thresholds were not set on",
        f"{diagnosed['right']} of {diagnosed['judged']} right",
        "gan-course diagnose-runs",
    )


def table():
    """Return the results as a Markdown table, each row with the command behind it."""
    from gan_utils.models.pretrained import pretrained_card

    accuracy = pretrained_card("classifier")["scores"]["held_out_accuracy"]
    lines = ["| what | measured | command |", "|---|---|---|"]
    lines.append(
        f"| the classifier: held-out digits it reads right | {accuracy:.1%} | `gan-course pretrain classifier` |"
    )
    lines += [f"| {what} | {value} | `{command}` |" for what, value, command in (*_rows(), _row_of_diagnosis())]
    runs = ablation.load()["runs"]
    scores = {}
    for row in runs:
        scores.setdefault(row["variant"], []).append(row["fcd"])
    base = scores["all guidelines"]
    mean = sum(base) / len(base)
    worst = max(scores, key=lambda name: sum(scores[name]) / len(scores[name]))
    worst_mean = sum(scores[worst]) / len(scores[worst])
    lines.append(
        f"| 03: FCD after {ablation.load()['steps']} steps, mean of {len(base)} seeds | all guidelines {mean:.0f}; "
        f"worst without: “{worst}” {worst_mean:.0f} | `gan-course ablate` |"
    )
    return "\n".join(lines) + "\n"


def picture():
    """Draw the picture at the head of the README: ten styles of each class by the pretrained generator."""
    import numpy as np
    from PIL import Image

    from gan_utils import models, plotting, training

    generator = models.load_pretrained("cgan")
    z = np.repeat(training.sample_latents(6, 64, seed=4), 10, axis=0)
    images = generator([z, np.tile(np.arange(10), 6)], training=False)
    grid = plotting.image_grid(np.asarray(images), columns=10)[..., 0]
    with _files.replacing(notebooks.ROOT / PICTURE) as temporary:
        Image.fromarray(grid).resize((grid.shape[1] * 2, grid.shape[0] * 2), Image.Resampling.NEAREST).save(temporary)


def rounded(seconds):
    """Return how long a notebook takes, as exactly as a reader wants to know.

    >>> rounded(9.1), rounded(58.2), rounded(101.0)
    ('10 s', '1 min', '1.5 min')
    """
    if seconds < 55:
        return f"{max(5, 5 * round(seconds / 5))} s"
    return f"{round(seconds / 30) / 2:g} min"


def readme(check=False, path=None):
    """Write what was measured into README.md, between its comments, and draw its picture.

    The comments are `results`, `benchmark`, and a `time` for each notebook.

    Args:
        check: whether only to say if the README is up to date.
        path: of the README.

    Returns:
        Whether something changed, or with `check` would change.
    """
    path = path or notebooks.ROOT / "README.md"
    before = path.read_text(encoding="utf-8")
    after = RESULTS.sub(lambda match: match[1] + table() + match[2], before)
    if BENCHMARK.search(after):
        measured = (notebooks.ROOT / HEADLINES).read_text(encoding="utf-8")
        after = BENCHMARK.sub(lambda match: match[1] + measured + match[2], after)
    if TIME.search(after):
        runs = json.loads((notebooks.ROOT / TIMES).read_text(encoding="utf-8"))["result"]
        after = TIME.sub(lambda match: match[1] + rounded(runs[match[2]]["seconds"]) + match[3], after)
    if not check:
        picture()
        if after != before:
            with _files.replacing(path) as temporary:
                temporary.write_text(after, encoding="utf-8")
    return after != before
