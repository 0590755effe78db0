"""How `quality` is shown: two tables, and a picture of two panels."""

from benchmarks import measure

UPDATES = {  # that the authors train for: 50 epochs of 235 batches of 60,000 images, and 20 of 1,094 of 70,000
    "tutorial": 50 * 235,
    "course_networks": 50 * 235,
    "example_fixed": 20 * 1094,
    "example_published": 20 * 1094,
}
COLOURS = {
    "course": "blue",
    "course_clusters": "blue",
    "tutorial": "vermilion",
    "tutorial_networks": "green",
    "course_networks": "black",
    "course_conditional": "sky",
    "example_fixed": "orange",
    "example_published": "purple",
}
DASHED = ("course_clusters",)
TICKS = (5, 10, 20, 40, 80, 160, 320, 640)


def tables(result):
    """Return (title, header, rows) of two tables: the systems, and how much longer the others need."""
    scores = list(next(iter(result["longer"].values())))
    header = ["system", "steps a second", *(f"to inception score {float(score):g}" for score in scores)]
    header += ["judged last", "inception score", f"FCD of {result['samples']:,} samples", "label agreement"]
    rows = [_row(name, system, scores) for name, system in result["systems"].items()]
    real = result["real"]
    last = [f"{real['inception_score']:.2f}", f"{real['fcd']:.1f}", f"{real['agreement']:.1%}"]
    rows.append(["training digits themselves", *["–"] * (len(header) - 4), *last])
    longer = [
        [result["systems"][name]["label"], *_beside(by_score, score), ratio_text(result, name, score)]
        for name, by_score in result["longer"].items()
        for score in by_score
    ]
    trained = f"all trained on the same {result['digits']:,} digits"
    return [
        (f"Time to quality, {trained}", header, rows),
        (
            f"How many times as long as ours, {trained}",
            ["system", "beside", "to inception score", "times as long"],
            longer,
        ),
    ]


def _beside(by_score, score):
    return ["" if by_score[score] is None else by_score[score]["beside"], f"{float(score):g}"]


def _row(name, system, scores):
    runs, last = system["runs"], [run["curve"][-1] for run in system["runs"]]
    agreements = [100 * point["agreement"] for point in last if "agreement" in point]
    return [
        system["label"],
        _text([point["steps"] / point["seconds"] for point in last], 1),
        *(_time_text(name, runs, score) for score in scores),
        f"after {min(point['seconds'] for point in last):.0f} s, step {min(point['steps'] for point in last):,}",
        _text([point["inception_score"] for point in last], 2),
        _text([point["fcd"] for point in last], 1),
        _text(agreements, 1, "%") if agreements else "–",
    ]


def _text(values, digits, unit=""):
    return measure.text(measure.spread(values), digits, unit)


def _time_text(name, runs, score):
    times = [run["seconds_to"][score] for run in runs]
    reached = [time for time in times if time is not None]
    never = not_reached(name, runs)
    if not reached:
        return never
    text = _text(reached, 0, " s")
    return text if len(reached) == len(times) else f"{text} in {len(reached)} of {len(times)} runs, else {never}"


def not_reached(name, runs):
    """Return how far a system was trained that did not get there, and how far its authors train it.

    >>> not_reached("tutorial", [{"curve": [{"seconds": 420.04, "steps": 1150}]}])
    'not within 420 s, 1,150 of its 11,750 updates'
    """
    seconds, steps = (min(run["curve"][-1][key] for run in runs) for key in ("seconds", "steps"))
    of_all = f" of its {UPDATES[name]:,}" if name in UPDATES else ""
    return f"not within {seconds:.0f} s, {steps:,}{of_all} updates"


def ratio_text(result, name, score):
    """Return how many times as long as ours a system needs to a score, or why there is no such number."""
    found = result["longer"][name][score]
    if found is None:
        return "ours has not reached it in every run"
    return measure.text(found, 1, " times") if found["reached"] else not_reached(name, result["systems"][name]["runs"])


def picture(result):
    """Return a figure of both scores against the seconds of training, a line for each run."""
    from gan_utils import plotting

    fig, axes = plotting.figure(1, 2, size=(10, 4.8))
    for name, system in result["systems"].items():
        for i, run in enumerate(system["runs"]):
            seconds = [point["seconds"] for point in run["curve"]]
            style = {"color": plotting.COLOURS[COLOURS[name]], "marker": "o", "ms": 3, "lw": 1.5}
            style["ls"] = "--" if name in DASHED else "-"
            seeds = f", {len(system['runs'])} seeds" if len(system["runs"]) > 1 else ""
            style["label"] = None if i else system["label"] + seeds
            for ax, score in zip(axes, ("fcd", "inception_score"), strict=True):
                ax.plot(seconds, [point[score] for point in run["curve"]], **style)
    for ax, score in zip(axes, ("fcd", "inception_score"), strict=True):
        ax.axhline(result["real"][score], color="grey", ls=":", label="training digits themselves")
        ax.set(xscale="log", xlabel=f"seconds of training on {result['digits']:,} digits, compilation included")
        ax.set_xticks(TICKS)
        ax.minorticks_off()
        ax.xaxis.set_major_formatter("{x:g}")
    axes[0].set(yscale="log", ylabel=f"FCD of {result['samples']:,} samples (lower is better)")
    axes[0].yaxis.set_major_formatter("{x:g}")
    axes[1].set(ylabel="inception score (higher is better)", ylim=(0, 10.3))
    handles, labels = axes[0].get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside lower center", ncols=2, frameon=False)
    return fig
