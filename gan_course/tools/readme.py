"""`gan-course readme`: the README's measured results and its picture, from what this repository holds."""

import json
import re
import statistics

from gan_course import quiet, results
from gan_course.experiments import ablation, diagnosing, unlabelled
from gan_course.tools import notebooks
from gan_utils import _files

RESULTS = re.compile(r"(<!-- results -->\n).*?(<!-- /results -->)", re.DOTALL)
BENCHMARK = re.compile(r"(<!-- benchmark -->\n).*?(<!-- /benchmark -->)", re.DOTALL)
TIME = re.compile(r"(<!-- time:(\w+) -->).*?(<!-- /time -->)")
HEADLINES = "benchmarks/results/headlines.md"
TIMES = "benchmarks/results/course_laptop.json"
PICTURE = "data/results/digits.png"


# Whose numbers, what was measured, and the measurement; then the command, where that is not the run of the notebook.
# The braces are filled with what the notebook recorded and with what `DERIVED` makes of it.
ROWS = [
    ("the classifier", "held-out digits it reads right", "{held_out_accuracy:.1%}", "gan-course pretrain classifier"),
    ("01", "V(D*, G) against −log 4 + 2·JSD, largest gap", "{largest_gap:.1e} over {pairs} pairs"),
    ("01", "a trained D against D*, mean absolute difference", "{trained_distance:.4f}"),
    (
        "01",
        "Dirac-GAN, distance from equilibrium after 300 steps",
        "{radius_simultaneous:.1f} simultaneous, {radius_r1:.4f} with R1 (start 1)",
    ),
    (
        "02",
        "hand-written step against `GAN.train_step`, losses and weights",
        "{max_loss_difference:.1g} and {max_weight_difference:.1g} after 5 steps; "
        "with XLA {xla_loss_difference:.0e} and {xla_weight_difference:.0e}",
    ),
    ("02", "modes of the ring covered", "{modes_covered} of 8"),
    (
        "02",
        "dense pair on digits, inception score and FCD after a quarter, half and all of its epochs",
        "{dense_scores}",
    ),
    (
        "03",
        "inception score of 2,000 samples after {steps:,} steps",
        "{inception_score:.2f} (held-out digits {inception_score_real:.2f})",
    ),
    ("03", "FCD of the plain DCGAN", "{fcd:.1f}"),
    ("03", "share of each digit", "{share_min:.1%} to {share_max:.1%}"),
    ("03", "sprites that a judge recognises: of its own minute, and of the shipped generator", "{sprites}"),
    (
        "03",
        "FCD without labels after {unlabelled_steps:,} steps, mean ± spread of {unlabelled_seeds} seeds",
        "plain DCGAN {without_clusters}; told one of 50 clusters {with_clusters}",
        "gan-course unlabelled",
    ),
    (
        "the clusters' generator",
        "FCD; share nearer to training digits",
        "{fcd_against_held_out:.1f}; {nearer:.2f}",
        "gan-course pretrain clusters",
    ),
    (
        "03",
        "FCD after {ablation_steps:,} steps, mean of {ablation_seeds} seeds",
        "all guidelines {all_guidelines:.0f}; worst without: “{worst_without}” {worst:.0f}",
        "gan-course ablation",
    ),
    (
        "04",
        "classifier agrees with the requested label",
        "{agreement:.1%}, at least {agreement_low:.1%} (95% interval)",
    ),
    ("05", "slider in the kernel, from value to PNG bytes, median", "{slider_ms:.1f} ms"),
    (
        "05",
        "ten held-out digits projected back, root mean square error",
        "{projection_error:.1f} of 255 grey levels (nearest training digit {nearest_error:.1f})",
    ),
    (
        "06",
        "a generator against itself (the truth is 0), n = {sizes[0]} and {most:,}",
        "FCD {fcd_to_itself[0]:.1f} and {fcd_at_most:.2f}; "
        "kernel distance {kernel_to_itself[0]:.1f} and {kernel_at_most:.2f}",
    ),
    ("06", "of {n_metrics} metrics, those that see plain copies of the training digits", "{see_copies}"),
    (
        "07",
        "modes of 25 covered, each of {seeds} seeds",
        "non-saturating with R1 {modes_with_r1}; minimax without help {modes_of_minimax}",
        "gan-course laboratory",
    ),
    (
        "07",
        "FCD on digits, best and worst of {configurations} rows, mean of {seeds} seeds",
        "{best_row} {best_fcd:.0f}; {worst_row} {worst_fcd:.0f}",
        "gan-course laboratory",
    ),
    (
        "07",
        "verdicts of `diagnostics.diagnose` on the seeds that its thresholds were not set on",
        "{right} of {judged} right",
        "gan-course diagnosing",
    ),
    ("08", "held-out gap of D's mean logit by training images", "{gaps}", "gan-course generalisation"),
    (
        "08",
        "FCD with 500 images, without and with augmentation of intensity, mean of 3 seeds",
        "{plain:.1f} and {helped:.1f}, {intensity_gain:.0%} better",
        "gan-course generalisation",
    ),
    (
        "08",
        "FCD of two new classes from 50 images at equal steps, mean of 3 seeds",
        "from scratch {scratch:.1f}, fine-tuned {tuned:.1f}",
        "gan-course generalisation",
    ),
]


def _of_classifier():
    from gan_utils.models.pretrained import pretrained_card

    return pretrained_card("classifier")["scores"]


def _of_clusters():
    from gan_utils.models.pretrained import pretrained_card

    scores = pretrained_card("clusters")["scores"]
    return scores | {"nearer": scores["share_nearer_to_training"]}


def _of_02(recorded):
    scores = recorded["scores_by_epoch"]["dense"]
    return {"dense_scores": ", ".join(f"{inception:.1f} and {fcd:.0f}" for inception, fcd in scores)}


def _of_01(recorded):
    gaps = recorded["identity_gaps"]
    return {"largest_gap": max(gaps.values()), "pairs": len(gaps)}


def _of_03(recorded):
    table, scores = ablation.load(), {}
    for run in table["runs"]:
        scores.setdefault(run["row"], []).append(run["fcd"])
    means = {name: statistics.fmean(values) for name, values in scores.items()}
    worst = max(means, key=means.get)
    runs = unlabelled.load()["runs"]
    last = {row: [run["fcd"][-1] for run in runs if run["row"] == row] for row in ("no labels", "50 clusters")}
    told = {row: f"{statistics.fmean(values):.1f} ± {statistics.stdev(values):.1f}" for row, values in last.items()}
    return {
        "share_min": min(recorded["shares"]),
        "share_max": max(recorded["shares"]),
        "unlabelled_steps": runs[0]["steps"][-1],
        "unlabelled_seeds": len(last["50 clusters"]),
        "without_clusters": told["no labels"],
        "with_clusters": told["50 clusters"],
        "sprites": " and ".join(f"{found['recognisable']:.0%}" for found in recorded["sprite_shares"]),
        "ablation_steps": table["settings"]["steps"],
        "ablation_seeds": len(scores["all guidelines"]),
        "all_guidelines": means["all guidelines"],
        "worst_without": worst,
        "worst": means[worst],
    }


def _of_06(recorded):
    verdicts = zip(recorded["metrics"], recorded["verdicts"]["copies"], strict=True)
    return {
        "most": recorded["sizes"][-1],
        "fcd_at_most": recorded["fcd_to_itself"][-1],
        "kernel_at_most": recorded["kernel_to_itself"][-1],
        "n_metrics": len(recorded["metrics"]),
        "see_copies": ", ".join(name for name, verdict in verdicts if verdict == "sees it") or "none",
    }


def _of_07(recorded):
    means = {name: statistics.fmean(values) for name, values in recorded["fcd"].items()}
    best, worst = min(means, key=means.get), max(means, key=means.get)
    diagnosed = diagnosing.load()
    return {
        "modes_with_r1": ", ".join(map(str, recorded["modes"]["R1"])),
        "modes_of_minimax": ", ".join(map(str, recorded["modes"]["minimax"])),
        **{"best_row": best, "best_fcd": means[best], "worst_row": worst, "worst_fcd": means[worst]},
        **{"right": diagnosed["right"], "judged": diagnosed["judged"]},
    }


def _of_08(recorded):
    sizes = sorted(((int(name.split()[0].replace(",", "")), gap) for name, gap in recorded["gap_by_size"].items()))
    plain, helped = map(statistics.fmean, recorded["intensity_longer"])
    scratch, tuned = (statistics.fmean(recorded["transfer"][name]) for name in ("from scratch", "fine-tuned"))
    gaps = ", ".join(f"{gap:.1f} with {size:,}" for size, gap in reversed(sizes))
    return {"gaps": gaps, "plain": plain, "helped": helped, "scratch": scratch, "tuned": tuned}


DERIVED = {"01": _of_01, "02": _of_02, "03": _of_03, "06": _of_06, "07": _of_07, "08": _of_08}


CARDS = {"the classifier": _of_classifier, "the clusters' generator": _of_clusters}


def _fields(source):
    """Return what fills the braces of a source's rows."""
    if source in CARDS:
        return CARDS[source]()
    recorded = results.recorded(notebooks.read(notebooks.find([source])[0]))
    return recorded | DERIVED[source](recorded) if source in DERIVED else recorded


def table():
    """Return the results as a Markdown table, each row with the command behind it."""
    fields = {source: _fields(source) for source in dict.fromkeys(row[0] for row in ROWS)}
    lines = ["| what | measured | command |", "|---|---|---|"]
    for source, what, measured, *command in ROWS:
        filled = f"{source}: {what} | {measured}".format(**fields[source])
        lines.append(f"| {filled} | `{command[0] if command else f'make course NB={source}'}` |")
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


def arguments(parser):
    """Add the command's arguments."""
    parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 if something would")


def main(options):
    """Write the README, and say whether that changed it; 1 when a check finds that it would."""
    quiet.import_tensorflow()
    changed = readme(options.check)
    print(("README.md would change" if options.check else "README.md changed") if changed else "nothing to change")
    return 1 if changed and options.check else 0
