"""Measure: `python -m benchmarks [PART …] [--quick]`; `make bench` is all parts but those that take a whole course."""

import argparse
import time

from benchmarks import report


def main():
    """Run the parts asked for, one after the other, writing each as soon as it is there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "part", nargs="*", help=f"of {', '.join(report.PARTS)}; by default all but {', '.join(report.LONG)}"
    )
    parser.add_argument("--quick", action="store_true", help="small and rough, into build/bench")
    parser.add_argument("--report", action="store_true", help="measure nothing, write the table and the figures anew")
    asked = parser.parse_args()
    unknown = sorted(set(asked.part) - set(report.PARTS))
    if unknown:
        parser.error(f"unknown part {', '.join(unknown)}: choose from {', '.join(report.PARTS)}")
    folder = report.QUICK_FOLDER if asked.quick else report.FOLDER
    began = time.perf_counter()
    for name in [] if asked.report else asked.part or report.DEFAULT:
        report.measure_part(name, folder, quick=asked.quick)
    report.write(folder)
    print(f"{time.perf_counter() - began:.0f} s in all; see {folder.relative_to(report.measure.ROOT)}/README.md")


if __name__ == "__main__":
    main()
