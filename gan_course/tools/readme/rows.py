"""The rows of the README's table of results: whose numbers, what was measured, and the measurement."""

import statistics

from gan_course import results
from gan_course.experiments import ablation, diagnosing, laboratory, training_data, unlabelled
from gan_course.tools import notebooks
from gan_utils.diagnostics import VERDICTS, ranked
from gan_utils.metrics import wilson_interval

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
        "plain DCGAN {without_clusters}; told one of 50 clusters {with_clusters}; "
        "the same with resizing and pooling {resized}",
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
        "modes of 25 covered, each of {grid_seeds} seeds",
        "the bare GAN {modes_bare}; with R1 {modes_with_r1}",
        "gan-course laboratory",
    ),
    (
        "07",
        "FCD on digits, mean of {digit_seeds} seeds, of the bare GAN; rows of {rows} that are clearly better, or worse",
        "{bare:.0f}; better: {better_on_digits}; worse: {worse_on_digits}",
        "gan-course laboratory",
    ),
    (
        "07",
        "broken runs cured by the remedy that `diagnose` names first, its break left alone, and by undoing the break",
        "{first_remedies}",
        "gan-course remedies",
    ),
    (
        "07",
        "verdicts of `diagnostics.diagnose` on the seeds that its thresholds were not set on",
        "{right} of {judged} right, 95% interval {right_low:.0%} to {right_high:.0%}",
        "gan-course diagnosing",
    ),
    (
        "08",
        "D's normalised gap between training and held-out digits, by training digits",
        "{gaps}",
        "gan-course generalisation",
    ),
    (
        "08",
        "share of samples nearer to training digits than to held-out ones, in pixels, by training digits",
        "{nearer}",
        "gan-course generalisation",
    ),
    (
        "08",
        "what changes that share, mean ± half its 95% interval, as far as three seeds can tell",
        "{moves}",
        "gan-course generalisation",
    ),
    (
        "08",
        "FCD of two new classes from 50 images at equal steps, mean of 3 seeds",
        "from scratch {scratch:.1f}, fine-tuned {tuned:.1f}; three seeds {tuned_told}",
        "gan-course generalisation",
    ),
    (
        "10",
        "log p of the ring's points, nats a point, mean of 3 seeds",
        "{ring}",
        "gan-course vae",
    ),
    (
        "10",
        "one decoder taught in three ways, equal seconds: FCD, and edges as a share of real digits', mean of 3 seeds",
        "{three_ways}",
        "gan-course vae",
    ),
    (
        "11",
        "digits that show what an InfoGAN's code stands for, 3 seeds: with the bound, without it, with nothing dense",
        "{codes_with}; {codes_without}; {codes_plain}",
        "gan-course infogan",
    ),
    (
        "11",
        "digits that show the class asked for, and coverage of the real ones, mean of 3 seeds",
        "AC-GAN {acgan}, projection {projection}",
        "gan-course infogan",
    ),
    (
        "12",
        "PSNR of digits brought from 7×7 to 28×28, against bicubic, mean of 3 seeds",
        "{alone_psnr:+.1f} dB by L1 alone, {judged_psnr:+.1f} dB with a patch discriminator",
        "gan-course image_to_image",
    ),
    (
        "12",
        "digits that the classifier reads right, damaged and restored by L1, mean of 3 seeds",
        "{read_again}",
        "gan-course image_to_image",
    ),
    (
        "12",
        "outlines filled with a colour that another sprite shows, by L1 alone, 3 seeds",
        "{asked_told}; without that sprite none has a true colour",
        "gan-course image_to_image",
    ),
    (
        "12",
        "grey digits still read right once coloured without pairs, mean of 3 seeds",
        "{kept_cycle:.0%} with the way back, {kept_none:.0%} without; without skip connections {kept_bare_cycle:.0%} "
        "and {kept_bare_none:.0%}",
        "gan-course unpaired",
    ),
    (
        "12",
        "what a classifier of few digits gains by a GAN's pictures of them, mean of 3 seeds",
        "{data_told}",
        "gan-course training_data",
    ),
    (
        "16",
        "AUC of asking D whether it has seen a digit, mean of 3 seeds, by training digits",
        "{asked}",
        "gan-course responsible",
    ),
    (
        "16",
        "right answers of a detector taught on the DCGAN's digits: about these, another's, after JPEG, 3 seeds",
        "{detected}",
        "gan-course responsible",
    ),
    (
        "16",
        "16 bits signed into 04's generator, mean of 3 seeds: bits read; FCD before and after; what passes unmarked",
        "{marked}",
        "gan-course responsible",
    ),
    (
        "16",
        "zeros among the samples, each of 3 seeds, where they are 2% of the data, and where there are none",
        "{zeros}",
        "gan-course responsible",
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
    last = {
        row: [run["fcd"][-1] for run in runs if run["row"] == row]
        for row in ("no labels", "50 clusters", "50, resize and pool")
    }
    told = {row: f"{statistics.fmean(values):.1f} ± {statistics.stdev(values):.1f}" for row, values in last.items()}
    return {
        "share_min": min(recorded["shares"]),
        "share_max": max(recorded["shares"]),
        "unlabelled_steps": runs[0]["steps"][-1],
        "unlabelled_seeds": len(last["50 clusters"]),
        "without_clusters": told["no labels"],
        "with_clusters": told["50 clusters"],
        "resized": told["50, resize and pool"],
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
    diagnosed, clearly = diagnosing.load(), recorded["clearly"]
    interval = wilson_interval(diagnosed["right"], diagnosed["judged"])
    alone, undoing = [0, 0], [0, 0]
    for verdict in VERDICTS:
        found = [tuple(recorded["remedy_counts"].get(f"{verdict} / {name}", ())) for name in ranked(verdict)]
        if any(map(any, found)):
            first = next(n for n in found if any(n))
            alone, undoing = (
                [total + n for total, n in zip(so_far, pair, strict=True)]
                for so_far, pair in ((alone, first[:2]), (undoing, first[2:]))
            )
    return {
        "grid_seeds": recorded["seeds"]["grid"],
        "digit_seeds": recorded["seeds"]["digits"],
        "modes_bare": ", ".join(map(str, recorded["modes"][laboratory.BARE])),
        "modes_with_r1": ", ".join(map(str, recorded["modes"]["R1"])),
        "bare": statistics.fmean(recorded["fcd"][laboratory.BARE]),
        **{f"{word}_on_digits": ", ".join(clearly[f"{word} on digits"]) or "none" for word in ("better", "worse")},
        "first_remedies": f"{alone[0]} of {alone[1]}, and {undoing[0]} of {undoing[1]}",
        **{"right": diagnosed["right"], "judged": diagnosed["judged"]},
        **{"right_low": interval.low, "right_high": interval.high},
    }


def _of_08(recorded):
    def by_size(values):
        ordered = sorted(values.items(), key=lambda pair: -int(pair[0].split()[0].replace(",", "")))
        return ", ".join(f"{value:.2f} with {name.split()[0]}" for name, value in ordered)

    gaps = {name: found[max(found, key=int)] for name, found in recorded["normalised_gap"].items()}
    told = {name: found for name, found in recorded["copied"].items() if found[2] != "cannot tell"}
    scratch, tuned = (statistics.fmean(recorded["transfer"][name]) for name in ("from scratch", "fine-tuned"))
    word = recorded["tuned"]["fine-tuned"][max(recorded["tuned"]["fine-tuned"], key=int)][2]
    return {
        "gaps": by_size(gaps),
        "nearer": by_size({name: shares[0] for name, shares in recorded["share_in_pixels"].items()}),
        "moves": "; ".join(f"{name} {mean:+.2f} ± {half:.2f}" for name, (mean, half, _) in told.items()) or "none",
        "scratch": scratch,
        "tuned": tuned,
        "tuned_told": "cannot tell them apart" if word == "cannot tell" else f"can tell: {word}",
    }


def _of_10(recorded):
    names = {
        "bound of 1": "ELBO",
        "bound of 500": "bound of 500 draws",
        "log p of the model": "the model itself",
        "log p of the data": "the data",
    }
    means = {word: statistics.fmean(found[name][0] for found in recorded["ring"]) for name, word in names.items()}
    ways = {
        name: [statistics.fmean(recorded["ways"][name][key]) for key in ("fcd", "edges")]
        for name in ("VAE", "GAN", "VAE-GAN")
    }
    return {
        "ring": ", ".join(f"{word} {mean:.2f}" for word, mean in means.items()),
        "three_ways": "; ".join(f"{name} {fcd:.0f} and {edges:.0%}" for name, (fcd, edges) in ways.items()),
    }


def _of_11(recorded):
    shares = {
        row: ", ".join(f"{found[0]:.0%}" for found in each["agreement"]) for row, each in recorded["codes"].items()
    }
    ways = {
        row: f"{statistics.fmean(found[0] for found in each['agreement']):.0%} and "
        f"{statistics.fmean(statistics.fmean(classes) for classes in each['coverage']):.2f}"
        for row, each in recorded["ways"].items()
    }
    return {
        "codes_with": shares["digits, λ = 1"],
        "codes_without": shares["digits, λ = 0"],
        "codes_plain": shares["digits, nothing dense"],
        "acgan": ways["AC-GAN"],
        "projection": ways["projection"],
    }


def _of_12(recorded):
    gains = {kind: found["L1"] for kind, found in recorded["gain_read"].items()}
    read = [f"{kind} {share:.0%} and {share + gains[kind]:.0%}" for kind, share in recorded["reads"].items()]
    decibels = recorded["gain_psnr"]
    kept = {row: statistics.fmean(found["to_coloured_kept"]) for row, found in recorded["unpaired"].items()}
    means = {
        row: {kind: 100 * statistics.fmean(recorded["accuracy"][row][kind]) for kind in ("real", "real + GAN")}
        for row in training_data.ROWS
    }
    added = {row: found["real + GAN"] - found["real"] for row, found in means.items()}
    return {
        "read_again": ", ".join(read),
        "alone_psnr": decibels["L1"],
        "judged_psnr": decibels["L1 + patch D"],
        "asked_told": ", ".join(f"{share:.0%}" for share in recorded["asked_colour"]),
        "kept_cycle": kept["cycle 10 alone"],
        "kept_none": kept["no way back"],
        "kept_bare_cycle": kept["cycle 10 alone, no skips"],
        "kept_bare_none": kept["no way back, no skips"],
        "data_told": ", ".join(f"{gain:+.1f} points with {row} real ones" for row, gain in added.items()),
    }


def _of_16(recorded):
    asked = {row: statistics.fmean(area[0] for area in each["logit"]) for row, each in recorded["attacks"].items()}
    kinds = ("dcgan's fakes", "cgan's fakes", "JPEG 50")
    right = {
        row: " and ".join(f"{statistics.fmean(recorded['detectors'][row][kind]):.0%}" for kind in kinds)
        for row in ("frequencies", "grey levels")
    }
    mark = recorded["marks"]["hardened mark"]
    read = {how: statistics.fmean(found[how][0] for found in mark["read"]) for how in mark["read"][0]}
    before, after = (statistics.fmean(pair[i] for pair in mark["fcd"]) for i in (0, 1))
    passing = statistics.fmean(found["samples"][1] for found in mark["unmarked"])
    zeros = {
        row: ", ".join(f"{share[0]:.1%}" for share in found["samples"]) for row, found in recorded["minority"].items()
    }
    return {
        "asked": ", ".join(f"{asked[f'{n} digits']:.2f} with {n}" for n in ("4,000", "500", "50")),
        "detected": "; ".join(f"by {row} {shares}" for row, shares in right.items()),
        "marked": f"{read['nothing']:.0%}, after a shift of 2 {read['shift of 2']:.0%}, after JPEG 50 "
        f"{read['JPEG 50']:.0%}; {before:.1f} and {after:.1f}; {passing:.2%}",
        "zeros": f"{zeros['2% zeros']}; {zeros['no zeros']}",
    }


DERIVED = {
    "01": _of_01,
    "02": _of_02,
    "03": _of_03,
    "06": _of_06,
    "07": _of_07,
    "08": _of_08,
    "10": _of_10,
    "11": _of_11,
    "12": _of_12,
    "16": _of_16,
}


CARDS = {"the classifier": _of_classifier, "the clusters' generator": _of_clusters}


def _fields(source):
    """Return what fills the braces of a source's rows."""
    if source in CARDS:
        return CARDS[source]()
    recorded = results.recorded(notebooks.read(notebooks.find([source])[0]))
    return recorded | DERIVED[source](recorded) if source in DERIVED else recorded


def filled():
    """Return (source, what was measured, the measurement, command) of each row, every brace filled."""
    fields = {source: _fields(source) for source in dict.fromkeys(row[0] for row in ROWS)}
    return [
        (
            source,
            what.format(**fields[source]),
            measured.format(**fields[source]),
            command[0] if command else f"make course NB={source}",
        )
        for source, what, measured, *command in ROWS
    ]


def table():
    """Return the results as a Markdown table, each row with the command behind it."""
    lines = [f"| {source}: {what} | {measured} | `{command}` |" for source, what, measured, command in filled()]
    return "\n".join(["| what | measured | command |", "|---|---|---|", *lines]) + "\n"
