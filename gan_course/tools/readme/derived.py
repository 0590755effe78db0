"""What fills the braces of the README's rows besides what a notebook recorded itself."""

import statistics

from gan_course.experiments import ablation, diagnosing, laboratory, share_fakes, training_data, unlabelled
from gan_utils.diagnostics import VERDICTS, ranked
from gan_utils.metrics import wilson_interval


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


def _of_09(recorded):
    told = {
        state: [found for key, found in recorded["verdicts"].items() if key.endswith(state)]
        for state in ("sick", "mended")
    }
    ill = {f"ill_{state}": sum(called_ill for _, called_ill in found) for state, found in told.items()}
    of_all = {f"n_{state}": sum(map(sum, found)) for state, found in told.items()}
    return {"clear": len(recorded["clear"]), **ill, **of_all}


def _of_14(recorded):
    post, digits = recorded["post"], recorded["digits"]
    gan, flow = (statistics.fmean(found[-1] for found in digits[row]["fcd"]) for row in ("digits, GAN", "digits, flow"))
    steps = [statistics.fmean(post[which]) for which in ("before", "after", "scratch")]
    named = {"ring, λ = 0": "GAN", "ring, λ .2 → .005": "GAN that pays for moving noise", "ring, flow": "flow"}
    shares = {word: statistics.fmean(found[0] for found in recorded["ring"][row]) for row, word in named.items()}
    return {
        "race": f"GAN {gan:.0f}, flow in 8 calls {flow:.0f}",
        "one_step": "{:.0f}, {:.0f} and {:.0f}".format(*steps),
        "same_mode": ", ".join(f"{word} {share:.0%}" for word, share in shares.items()),
    }


def _of_shared_fakes():
    found = share_fakes.load()
    runs, verdicts = found["runs"], share_fakes.verdicts(found["runs"])
    first, *others = share_fakes.WAYS
    fcd = lambda way: statistics.fmean(run["fcd"][way] for run in runs)
    numbers = {"steps": found["settings"]["steps"], "n": len(runs), "new": fcd(first)}
    for way, word in zip(others, ("shared", "at_once"), strict=True):
        text, unsure = verdicts[f"{way}: fcd"]
        told = "which three seeds cannot tell apart" if unsure else f"a difference of {text}"
        numbers |= {word: fcd(way), f"{word}_told": told, f"{word}_times": verdicts[f"{way}: times_as_fast"][0]}
    return numbers


def _of_13(recorded):
    keys = (("modes", ".0f"), ("kl", ".2f"))
    road = {
        row: f"{row} {statistics.fmean(found['fcd']):.0f} and {statistics.fmean(found['ms_a_step']):.0f} ms"
        for row, found in recorded["road"].items()
    }
    modes = {
        row: " and ".join(
            f"{statistics.fmean(recorded['stacked'][f'1,000 modes: {row}'][key]):{how}}" for key, how in keys
        )
        for row in ("held-out digits", "DCGAN", "R1", "relativistic, R1 and R2")
    }
    long = {row: f"{row} {statistics.fmean(found['fcd']):.0f}" for row, found in recorded["long"].items()}
    shown = ("DCGAN", "relativistic, R1 and R2", "residual", "50 clusters")
    return {
        "road_told": "; ".join(road[row] for row in shown),
        "long_told": "; ".join(long[row] for row in shown),
        "modes_told": "; ".join(f"{row} {found}" for row, found in modes.items()),
    }


def _of_15(recorded):
    shares = lambda rows, key: {
        row: ", ".join(f"{found[0]:.0%}" for found in each[key])
        for row, each in rows.items()
        if isinstance(each, dict) and key in each
    }
    learnt, passed = shares(recorded["tables"], "tstr"), shares(recorded["clips"], "plausible")
    right = {
        row: f"{statistics.fmean(found[0] for found in each['valid']):.0%} and {statistics.fmean(each['distinct']):.0f}"
        for row, each in recorded["text"].items()
    }
    return {
        "clips_passed": "; ".join(
            passed[f"clips, {row}"] for row in ("over time", "over time, R1", "frames as channels")
        ),
        "tumours": f"a GAN's {learnt['table, GAN']}; two Gaussians' {learnt['table, Gaussian']}; real ones "
        f"{recorded['real_rows'][2]:.0%}",
        "sentences": f"GAN at τ = 1 {right['text, τ = 1']}, with R1 {right['text, τ = 1 and R1']}; bigram model "
        f"{right['text, bigram']}",
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
    "09": _of_09,
    "10": _of_10,
    "11": _of_11,
    "12": _of_12,
    "13": _of_13,
    "14": _of_14,
    "15": _of_15,
    "16": _of_16,
}


CARDS = {
    "the classifier": _of_classifier,
    "the clusters' generator": _of_clusters,
    "one pass of G for both players": _of_shared_fakes,
    "both players at once, from one pass of G and D": _of_shared_fakes,
}
