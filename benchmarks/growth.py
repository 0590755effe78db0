"""How the cost of a step grows: with the batch, the networks, the images, the dataset, and a second replica.

What is measured is `GAN.fit` on notebook 03's DCGAN, compiled as there (Adam, moving average, `jit_compile="auto"`):

- batch, width, side: images a second and milliseconds a step at one setting changed at a time from batch 64, width 32,
  MNIST's 28×28. Sides of 32, 48 and 64 are the sprites, in colour: pixels averaged two by two, the middle, and whole;
  the networks halve a side until it is near 4, so larger images also mean deeper networks. Times begin after the first
  step, which compiles and is reported beside them.
- dataset: the highest memory of a process of its own that trains on 1,000 to 60,000 images, which are MNIST-5k's again
  and again; and its growth by image, beside the bytes of an image. A small network without XLA, so that the data's
  part is not hidden under the compiler's.
- replicas: the same batch on one logical CPU, and halved over two, both by `MirroredStrategy` and without XLA, which
  does not reach the second. They share the same cores.
"""

import sys

import numpy as np

from benchmarks import measure

BASE = {"batch": 64, "width": 32, "side": 28}
FULL = {"batch": (32, 64, 128, 256, 512, 1024), "width": (16, 32, 64, 128), "side": (28, 32, 48, 64)}
QUICK = {"batch": (64, 256), "width": (16, 32), "side": (28, 32)}
IMAGES = {False: (1000, 4000, 15000, 30000, 60000), True: (1000, 60000)}
REPLICAS = {"batch": 128, "width": 16}
LABELS = {"batch": "images a batch", "width": "width of the networks", "side": "side of the images in pixels"}


def run(quick=False):
    """Measure everything; return rows for each setting, with raw repeats."""
    repeats, seconds = (2, 0.4) if quick else (5, 0.9)
    result = {"base": BASE, "settings": _settings(QUICK if quick else FULL, repeats, seconds)}
    result["replicas"] = _replicas(repeats, seconds)
    result["dataset"] = _dataset(IMAGES[quick], 1 if quick else 2)
    return result


def _say(text):
    print(f"growth: {text}", file=sys.stderr, flush=True)


def _settings(values, repeats, seconds):
    """Return setting -> rows, all of them measured in turns by one process."""
    cases = {name: [BASE | {name: value} for value in values[name]] for name in values}
    distinct = {_key(case): case for some in cases.values() for case in some}
    with _worker("replicas", 0) as worker:
        taken = _in_turns({key: (worker, case) for key, case in distinct.items()}, repeats, seconds)
    return {
        name: [{name: case[name]} | _row(taken[_key(case)], case["batch"]) for case in some]
        for name, some in cases.items()
    }


def _replicas(repeats, seconds):
    """Return one row for one replica and one for two, and the ratio of their images a second."""
    with _worker("replicas", 1) as one, _worker("replicas", 2) as two:
        case = BASE | REPLICAS
        taken = _in_turns({"1": (one, case), "2": (two, case)}, repeats, seconds)
    rows = [{"replicas": int(key)} | _row(answers, case["batch"]) for key, answers in taken.items()]
    ratio = measure.ratios(*(rows[i]["images_per_second"]["values"] for i in (1, 0)))
    return {"case": case, "rows": rows, "two_against_one": ratio}


def _dataset(sizes, repeats):
    """Return the peak memory for each size, and bytes an image: of its pixels, and of memory by least squares."""
    if not sys.platform.startswith("linux"):  # where a process's highest memory can be read
        return None

    def peak(n):
        with _worker("images", n) as worker:
            worker.ask()
            return worker.peak_memory()

    taken = measure.in_turns({n: lambda n=n: peak(n) for n in sizes}, repeats)
    slopes = [np.polyfit(sizes, peaks, 1)[0] for peaks in zip(*taken.values(), strict=True)]
    _say(f"{np.median(slopes):.0f} bytes of memory an image of {28 * 28}")
    return {
        "rows": [{"images": n, "peak_memory": measure.spread(peaks)} for n, peaks in taken.items()],
        "image_bytes": 28 * 28,
        "bytes_per_image": measure.spread(slopes),
    }


def _worker(*arguments):
    return measure.Worker([sys.executable, "-m", "benchmarks.growth_process", *arguments])


def _key(case):
    return " ".join(f"{name} {value}" for name, value in case.items())


def _in_turns(candidates, repeats, seconds):
    """Return name -> answers: compilation first, then milliseconds a step in turns."""
    compiled = {}
    for name, (worker, case) in candidates.items():
        compiled[name] = worker.ask(**case, seconds=seconds)["first_step_seconds"]
        _say(f"{name}: compiled in {compiled[name]:.1f} s")
    milliseconds = measure.in_turns(
        {
            name: lambda worker=worker, case=case: worker.ask(**case, seconds=seconds)["ms_per_step"]
            for name, (worker, case) in candidates.items()
        },
        repeats,
    )
    return {name: (compiled[name], milliseconds[name]) for name in candidates}


def _row(answers, batch):
    first_step_seconds, milliseconds = answers
    return {
        "ms_per_step": measure.spread(milliseconds),
        "images_per_second": measure.ratios([1000.0 * batch] * len(milliseconds), milliseconds),
        "first_step_seconds": first_step_seconds,
    }


def tables(result):
    """Return the tables of a result: title, header, rows."""
    measured = [
        _table(name, rows, f"{LABELS[name]}; a step takes time by its power {exponent(rows, name):.2f}")
        for name, rows in result["settings"].items()
    ]
    replicas = result["replicas"]
    ratio = measure.text(replicas["two_against_one"], 2)
    measured.append(
        _table("replicas", replicas["rows"], f"replicas, two against one: {ratio} times the images a second")
    )
    return [*measured, *_table_of_memory(result["dataset"])]


def _table(name, rows, title):
    header = [LABELS.get(name, name), "images/s", "ms a step", "first step, s"]
    return (
        title,
        header,
        [
            [
                str(row[name]),
                measure.text(row["images_per_second"], 0),
                measure.text(row["ms_per_step"], 1),
                f"{row['first_step_seconds']:.1f}",
            ]
            for row in rows
        ],
    )


def _table_of_memory(dataset):
    if dataset is None:
        return []
    title = (
        f"dataset: {measure.text(dataset['bytes_per_image'], 0)} bytes of memory for each further image of "
        f"{dataset['image_bytes']} bytes"
    )
    rows = [
        [
            f"{row['images']:,}",
            f"{row['images'] * dataset['image_bytes'] / 1e6:.1f}",
            measure.text(measure.spread([value / 1e6 for value in row["peak_memory"]["values"]])),
        ]
        for row in dataset["rows"]
    ]
    return [(title, ["images", "their bytes, MB", "peak memory, MB"], rows)]


def exponent(rows, name):
    """Return the power of a setting that milliseconds a step grow with, by least squares on logarithms.

    >>> rows = [{"width": w, "ms_per_step": {"median": 3.0 * w**2}} for w in (16, 32, 64)]
    >>> round(exponent(rows, "width"), 6)
    2.0
    """
    values, times = zip(*((row[name], row["ms_per_step"]["median"]) for row in rows), strict=True)
    return float(np.polyfit(np.log(values), np.log(times), 1)[0])


def picture(result):
    """Return a figure: images a second by batch, time of a step by width and by side, memory by dataset."""
    from matplotlib.ticker import LogLocator

    from gan_utils import plotting

    fig, axes = plotting.figure(2, 2, size=(9, 6.6))
    panels = (("batch", "images_per_second"), ("width", "ms_per_step"), ("side", "ms_per_step"))
    for ax, (name, what) in zip(axes.flat, panels, strict=False):
        rows = result["settings"][name]
        _line(ax, [row[name] for row in rows], [row[what] for row in rows])
        ax.set(
            xscale="log",
            yscale="log",
            xlabel=LABELS[name],
            ylabel={"ms_per_step": "ms a step"}.get(what, "images/s"),
        )
        ax.set_xticks([row[name] for row in rows], [str(row[name]) for row in rows])
        ax.yaxis.set_major_locator(LogLocator(subs=(1, 1.5, 2, 3, 5, 7)))
        ax.yaxis.set_major_formatter("{x:,.4g}")
        ax.minorticks_off()
    if result["dataset"] is not None:
        _plot_memory(axes[1, 1], result["dataset"])
    return fig


def _line(ax, x, spreads, unit=1.0, **style):
    from gan_utils.plotting import COLOURS

    median, low, high = (np.array([spread[key] for spread in spreads]) / unit for key in ("median", "low", "high"))
    style = {"color": COLOURS["blue"], "marker": "o", "capsize": 3} | style
    ax.errorbar(x, median, [median - low, high - median], **style)


def _plot_memory(ax, dataset):
    from gan_utils.plotting import COLOURS

    rows = dataset["rows"]
    images = np.array([row["images"] for row in rows])
    _line(ax, images / 1000, [row["peak_memory"] for row in rows], 1e6, label="measured")
    first = rows[0]["peak_memory"]["median"]
    pixels = first + (images - images[0]) * dataset["image_bytes"]
    ax.plot(images / 1000, pixels / 1e6, color=COLOURS["vermilion"], ls="--", label="the images alone")
    ax.set(xlabel="thousand images", ylabel="peak memory in MB")
    ax.legend()
