"""The table of the five articles' systems: what a run keeps, and its pictures, also as files."""

import statistics
from pathlib import Path

from gan_course.experiments import common, table
from gan_course.experiments.seeds import rows, runs
from gan_utils import _files

EXPERIMENT = table.Experiment(
    command="gan-course seeds",
    file="seeds",
    rows=rows.ROWS,
    seeds=rows.SEEDS,
    shared=rows.shared,
    settings=rows.settings,
    measure=runs.run,
    summary=lambda _: {"judge_reads_real_colours": runs.judge_is_right()},
)


def arguments(parser):
    """Add the arguments of `gan-course seeds` to an `argparse` parser."""
    table.arguments(parser, EXPERIMENT)
    parser.add_argument("--grids", type=Path, metavar="FOLDER", help="also write each run's pictures, a PNG a run")


def main(options):
    """Make the runs that are missing, write the grids that are asked for, and return the exit code."""
    code = table.main(options, EXPERIMENT)
    if options.grids:
        for path in save_grids(options.grids):
            print(path)
    return code


def load():
    """Return the table as it was measured: a dictionary of command, machine, settings and runs."""
    return table.load(EXPERIMENT)


def by_row():
    """Return {row: its runs, a seed after the other}, dictionaries as the table holds them."""
    found = {}
    for run in load()["runs"]:
        found.setdefault(run["row"], []).append(run)
    return found


def told(name):
    """Return what the table holds of a row, in three lines: its layers, what its runs came to, what was wrong.

    Raises:
        ValueError: for a row that is unknown, or not measured yet.
    """
    runs = by_row().get(common.known("row", name, rows.ROWS))
    if runs is None:
        raise ValueError(f"{name!r} is not measured yet: run `{EXPERIMENT.command}`")
    mean = lambda key: statistics.fmean(run[key] for run in runs)
    each = ", ".join(f"{run['fcd']:.0f}" for run in runs)
    lines = [
        f"{name}: {rows.SYSTEMS[name]}",
        f"  distance {each} (raw generator {mean('raw_fcd'):.0f}); {mean('processor_seconds'):.0f} processor seconds",
        f"  wrong in the article's program: {rows.WRONG[rows.ROWS[name].article]}",
    ]
    return "\n".join(lines)


def outcomes():
    """Return {prediction: whether it was met} for each of `PREDICTIONS`, seed by seed where it says so."""
    found = by_row()
    fcd = {row: [run["fcd"] for run in runs] for row, runs in found.items()}
    mean = lambda row, key: statistics.fmean(run[key] for run in found[row])
    below = lambda row, other: all(one < two for one, two in zip(fcd[row], fcd[other], strict=True))
    others = [row for row in rows.group("digits") if row != "1 DCGAN"]
    told, untold = "4 colour conditional GAN", "4 colour DCGAN"
    return {
        "convolutions": all(below("1 DCGAN", row) for row in others),
        "a convolutional D over a dense G": all(
            below(row, "3 dense, convolutional D") for row in ("2 dense", "5 dense")
        ),
        "wider layers": abs(mean("2 dense", "fcd") - mean("5 dense", "fcd")) <= 30,
        "encoder and decoder": below("5 encoder and decoder", "5 dense"),
        "two labels": all(run["agreement"][0] >= 0.95 for run in found[told]),
        "labels and shapes": mean(told, "recognisable") > mean(untold, "recognisable"),
    }


def pictures():
    """Return {row: {seed: 16 pictures, uint8}}."""
    found = {}
    for run, arrays in table.with_arrays(EXPERIMENT):
        found.setdefault(run["row"], {})[run["seed"]] = arrays["samples"]
    return found


def save_grids(folder):
    """Write the pictures of every run as a grid of two rows, and return the files' paths.

    Args:
        folder: where to; it is made if it is missing. Files are named after row and seed, as `1_DCGAN_seed_2.png`.
    """
    from PIL import Image

    from gan_utils import plotting

    paths = []
    for row, of_seeds in pictures().items():
        for seed, images in of_seeds.items():
            grid = plotting.image_grid(images, columns=8)
            path = Path(folder) / f"{row.replace(', ', '_').replace(' ', '_')}_seed_{seed}.png"
            with _files.replacing(path) as temporary:
                Image.fromarray(grid.squeeze()).save(temporary, format="PNG")
            paths.append(path)
    return paths
