"""The rows of the benchmark that the README includes, each computed from the results of its part."""

from benchmarks import throughput
from benchmarks.measure import text
from benchmarks.quality_shown import ratio_text


def of_quality(result):
    systems, on = result["systems"], f"on {result['digits']:,} digits"
    ours = [run["seconds_to"] for run in systems["course"]["runs"]]
    for score in ("5.0", "6.5"):
        times = [run[score] for run in ours if run[score] is not None]
        last = min(run["curve"][-1]["seconds"] for run in systems["course"]["runs"])
        reached = f"{_range(times)} s" if times else "in none"
        seeds = f"{len(times)} of {len(ours)} seeds within {last:.0f} s"
        yield f"our DCGAN {on}, from nothing to inception score {float(score):g}", f"{reached} ({seeds})"
    for name, by_score in result["longer"].items():
        found = by_score["5.0"]
        if found is not None:
            asked = f"how many times as long as {found['beside']} to" if found["reached"] else "to"
            yield f"{systems[name]['label']}, {on}: {asked} inception score 5", ratio_text(result, name, "5.0")
    for name in ("course", "course_clusters", "tutorial", "tutorial_networks", "course_networks"):
        if name in systems:
            runs = [run["curve"][-1] for run in systems[name]["runs"]]
            values = _range([point["fcd"] for point in runs])
            what = f"FCD of {result['samples']:,} samples after {runs[0]['seconds']:.0f} s of training"
            yield f"{systems[name]['label']}, {on}: {what}", values


def _range(values):
    """Return "low to high" in whole numbers, or the one number that both round to.

    >>> _range([12.7, 13.2, 14.6]), _range([12.7, 13.2])
    ('13 to 15', '13')
    """
    low, high = f"{min(values):.0f}", f"{max(values):.0f}"
    return low if low == high else f"{low} to {high}"


def of_throughput(result):
    for pair in result["pairs"]:
        if pair["batch"] != 64:
            continue
        ours = pair["milliseconds"][throughput.OURS]
        what = f"`fit` on the {pair['networks']} networks, batch 64"
        share = f"{throughput.share(pair, throughput.OURS):.0%} of the machine's rate of matrix products"
        yield what, f"{text(ours, 1, ' ms')} a step, {share}"
        for way, named in throughput.WAYS.items():
            said = what + "".join(f" with `{name}`" for name in named)
            for name, one in pair["faster_than"][way].items():
                if name not in throughput.WAYS:
                    yield f"{said}, beside {name}", f"{text(one, 2)} times as fast"


def of_slider(result):
    kernel = result["kernel"].values()
    worst = max(kernel, key=lambda one: one["median_ms"]["median"])
    yield (
        "a slider, from value to PNG bytes in the kernel, slowest of four views",
        f"median {text(worst['median_ms'], 1, ' ms')}, 95th percentile {text(worst['p95_ms'], 1, ' ms')}",
    )
    if "skipped" not in result["browser"]:
        worst = max(result["browser"].values(), key=lambda one: one["median_ms"]["median"])
        yield (
            "from key press to painted picture in the browser, slowest of four views",
            f"median {text(worst['median_ms'], 0, ' ms')}",
        )


def of_start(result):
    yield "`import gan_utils`, beyond Python's own start", text(result["imports"]["gan_utils alone"], 3, " s")
    for how, one in result["first_picture"].items():
        if "skipped" not in one:
            yield f"00 until its first picture, {how}", text(one, 1, " s")
    yield _course("smoke", result["smoke"])


def _course(profile, found):
    seconds = sum(one["seconds"] for one in found.values())
    most = max(one["peak_memory"] for one in found.values())
    return f"{len(found)} notebooks at {profile}", f"{seconds:.0f} s in all, at most {most / 1e9:.1f} GB"


def of_course_laptop(result):
    yield _course("laptop", result)


def of_tests(result):
    yield (
        "`make test`",
        f"{result['seconds'] / 60:.1f} min, {result['peak_memory'] / 1e9:.1f} GB: {result['summary']}",
    )


def of_growth(result):
    replicas = result["replicas"]["two_against_one"]
    yield "images a second on two replicas that share the cores, against one", text(replicas, 2)
    if result["dataset"] is not None:
        dataset = result["dataset"]
        value = f"{text(dataset['bytes_per_image'], 0)}, of which the image itself {dataset['image_bytes']}"
        yield "bytes of memory for each further image of a dataset", value


OF = {
    "throughput": of_throughput,
    "quality": of_quality,
    "quality_60000": of_quality,
    "slider": of_slider,
    "start": of_start,
    "growth": of_growth,
    "course_laptop": of_course_laptop,
    "tests": of_tests,
}


def table(found, outdated):
    """Return the README's table of the benchmark.

    Args:
        found: what `report.load` gives.
        outdated: function of a part's name and what was found to what has changed since, sentences; `report.outdated`.
    """
    rows = []
    for name, one in found.items():
        command = f"`make bench PART={name}`"
        if name in OF:
            rows += [f"| {what} | {value} | {command} |" for what, value in OF[name](one["result"])]
        rows += [f"| changed since {command} was measured | {what} | {command} |" for what in outdated(name, one)]
    return "\n".join(["| what | measured | command |", "|---|---|---|", *rows]) + "\n"
