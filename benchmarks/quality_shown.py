"""How `quality` is shown: two tables, and a picture of two panels."""

from benchmarks import measure

COLOURS = {
    "course": "blue",
    "tutorial": "vermilion",
    "course_conditional": "sky",
    "example_fixed": "orange",
    "example_published": "purple",
}
TICKS = (5, 10, 20, 40, 80, 160, 320, 640)


def tables(result):
    """Return (title, header, rows) of two tables: the systems, and how much longer the others need."""
    scores = list(next(iter(result["longer"].values())))
    header = ["system", "steps a second", *(f"to inception score {float(score):g}" for score in scores)]
    header += ["judged last", "inception score", "FCD", "label agreement"]
    rows = [_row(system, scores) for system in result["systems"].values()]
    real = result["real"]
    last = [f"{real['inception_score']:.2f}", f"{real['fcd']:.1f}", f"{real['agreement']:.1%}"]
    rows.append(["training digits themselves", *["–"] * (len(header) - 4), *last])
    longer = [
        [result["systems"][name]["label"], f"{float(score):g}", _ratio_text(found)]
        for name, by_score in result["longer"].items()
        for score, found in by_score.items()
    ]
    return [
        ("Time to quality", header, rows),
        ("How many times as long as ours", ["system", "to inception score", "times as long"], longer),
    ]


def _row(system, scores):
    runs, last = system["runs"], [run["curve"][-1] for run in system["runs"]]
    agreements = [100 * point["agreement"] for point in last if "agreement" in point]
    return [
        system["label"],
        _text([point["steps"] / point["seconds"] for point in last], 1),
        *(_time_text(runs, score) for score in scores),
        f"after {min(point['seconds'] for point in last):.0f} s, step {min(point['steps'] for point in last):,}",
        _text([point["inception_score"] for point in last], 2),
        _text([point["fcd"] for point in last], 1),
        _text(agreements, 1, "%") if agreements else "–",
    ]


def _text(values, digits, unit=""):
    return measure.text(measure.spread(values), digits, unit)


def _time_text(runs, score):
    times = [run["seconds_to"][score] for run in runs]
    reached = [time for time in times if time is not None]
    never = f"not within {min(run['curve'][-1]['seconds'] for run in runs):.0f} s"
    if not reached:
        return never
    text = _text(reached, 0, " s")
    return text if len(reached) == len(times) else f"{text} in {len(reached)} of {len(times)} runs, else {never}"


def _ratio_text(found):
    if found is None:
        return "ours has not reached it in every run"
    return ("at least " if found["lower_bound"] else "") + measure.text(found, 1)


def picture(result):
    """Return a figure of both scores against the seconds of training, a line for each run."""
    from gan_utils import plotting

    fig, axes = plotting.figure(1, 2, size=(10, 4.8))
    for name, system in result["systems"].items():
        for i, run in enumerate(system["runs"]):
            seconds = [point["seconds"] for point in run["curve"]]
            style = {"color": plotting.COLOURS[COLOURS[name]], "marker": "o", "ms": 3, "lw": 1.5}
            seeds = f", {len(system['runs'])} seeds" if len(system["runs"]) > 1 else ""
            style["label"] = None if i else system["label"] + seeds
            for ax, score in zip(axes, ("fcd", "inception_score"), strict=True):
                ax.plot(seconds, [point[score] for point in run["curve"]], **style)
    for ax, score in zip(axes, ("fcd", "inception_score"), strict=True):
        ax.axhline(result["real"][score], color="grey", ls=":", label="training digits themselves")
        ax.set(xscale="log", xlabel="seconds of training, compilation included")
        ax.set_xticks(TICKS)
        ax.minorticks_off()
        ax.xaxis.set_major_formatter("{x:g}")
    axes[0].set(yscale="log", ylabel="FCD to held-out digits (lower is better)")
    axes[0].yaxis.set_major_formatter("{x:g}")
    axes[1].set(ylabel="inception score (higher is better)", ylim=(0, 10.3))
    handles, labels = axes[0].get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside lower center", ncols=2, frameon=False)
    return fig
