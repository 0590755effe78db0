"""`gan-course …`: a thin layer of arguments over the course's tools."""

import argparse
import sys

from gan_utils import profiles


def _lab(options):
    from gan_course.tools import lab

    return lab.lab(options.ip, options.port)


def _run(options):
    from gan_course.tools import run

    runs = run.run_course(options.notebooks, options.profile)
    return 1 if any(run.error for run in runs) else 0


def _doctor(options):
    from gan_course.tools import doctor

    report = doctor.doctor()
    print(report)
    return 0 if report.can_run else 1


def _render(options):
    from gan_course.tools import render

    return 1 if render.render(options.notebooks, options.profile, options.prose_only) else 0


def _lint(options):
    from gan_course.tools import lint

    found = lint.lint(options.notebooks)
    for sentence in found:
        print(sentence)
    print(f"{len(found)} to mend" if found else "the notebooks are in normal form")
    return 1 if found else 0


def _stamp(options):
    from gan_course.tools import stamp

    changed = stamp.stamp(options.repo, options.ref, options.check)
    verb = "would change" if options.check else "changed"
    print(f"{verb}: {', '.join(changed)}" if changed else "nothing to change")
    return 1 if changed and options.check else 0


def _pin(options):
    from gan_course.tools import pin

    pin.pin()
    return 0


def _pretrain(options):
    from gan_course.experiments import pretrain

    return pretrain.main(options.names) or 0


def _readme(options):
    from gan_course.tools import readme

    changed = readme.readme(options.check)
    print(("README.md would change" if options.check else "README.md changed") if changed else "nothing to change")
    return 1 if changed and options.check else 0


def _ablate(options):
    from gan_course.experiments import ablation

    return ablation.main(options.steps, options.seeds)


def _laboratory(options):
    from gan_course.experiments import laboratory

    return laboratory.main(options.rows, options.tasks, options.seeds, options.again)


def _diagnose_runs(options):
    from gan_course.experiments import diagnosing

    return diagnosing.main(options.rows, options.datasets, options.seeds, options.again)


def _generalise(options):
    from gan_course.experiments import generalisation

    return generalisation.main(options.rows, options.seeds, options.again)


def _assign(options):
    from gan_course.tools.assign import command

    command.assign(options.notebooks, options.out, options.config)
    return 0


def parser():
    """Return the argument parser, one sub-command a task."""
    top = argparse.ArgumentParser(prog="gan-course", description="Tools of the GAN course.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(function, name, description, notebooks=False):
        added = commands.add_parser(name, help=description, description=description)
        added.set_defaults(function=function)
        if notebooks:
            added.add_argument("notebooks", nargs="*", metavar="NB", help="numbers or names, as 03; default all")
        return added

    added = command(_lab, "lab", "open JupyterLab at the first notebook")
    added.add_argument("--ip", default="localhost", help="where it listens; 0.0.0.0 in a container")
    added.add_argument("--port", type=int, default=8888)

    added = command(_run, "run", "execute notebooks; copies and pages go to build/course", notebooks=True)
    added.add_argument("--profile", choices=profiles.NAMES, default="laptop")

    command(_doctor, "doctor", "say whether the course can run here, and what to do if not")

    added = command(_render, "render", "execute notebooks and write them back as committed", notebooks=True)
    added.add_argument("--profile", choices=profiles.NAMES, default="laptop")
    added.add_argument("--prose-only", action="store_true", help="accept changed Markdown without running")

    command(_lint, "lint", "check that notebooks are in the form that is committed", notebooks=True)

    added = command(_stamp, "stamp", "write into the notebooks where the course is published, for Colab")
    added.add_argument("--repo", metavar="OWNER/NAME", help="on GitHub; default: that of the git remote")
    added.add_argument("--ref", default="main", help="branch or tag")
    added.add_argument("--check", action="store_true", help="change nothing; exit code 1 if something would")

    command(_pin, "pin", "write requirements.txt from the versions installed here")

    added = command(_pretrain, "pretrain", "train the weights in data/pretrained")
    added.add_argument("names", nargs="*", metavar="NAME", help="which weights; default all")

    added = command(_readme, "readme", "write the README's results from the committed notebooks")
    added.add_argument("--check", action="store_true", help="change nothing; exit code 1 if something would")

    added = command(_ablate, "ablate", "measure what each DCGAN guideline is worth: the table of notebook 03")
    added.add_argument("--steps", type=int, default=620, help="updates of the generator in each run")
    added.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2], help="one run of each variant a seed")

    added = command(_laboratory, "laboratory", "measure why training fails and what helps: notebook 07's table")
    added.add_argument("rows", nargs="*", metavar="ROW", help="as in the table, in quotes; default all")
    added.add_argument("--tasks", nargs="+", default=["grid", "digits"], metavar="TASK", help="grid, digits")
    added.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2], help="one run of each row a seed")
    added.add_argument("--again", action="store_true", help="make runs anew that are there already")

    added = command(
        _diagnose_runs,
        "diagnose-runs",
        "train the labelled runs, set and judge the thresholds of diagnostics",
    )
    added.add_argument("--rows", nargs="+", metavar="ROW", help="as 'slow generator'; default all")
    added.add_argument("--datasets", nargs="+", choices=["ring", "digits"], default=["ring", "digits"])
    added.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2, 3], help="one run of each row a seed")
    added.add_argument("--again", action="store_true", help="also make runs anew that are there")

    added = command(_generalise, "generalise", "measure copying, and what helps against it: the tables of notebook 08")
    added.add_argument("--rows", nargs="+", metavar="ROW", help="as '50 digits'; default all")
    added.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3], help="one run of each row a seed")
    added.add_argument("--again", action="store_true", help="also make runs anew that the table has")

    added = command(_assign, "assign", "write an nbgrader course of assignments that grade themselves")
    added.add_argument("notebooks", nargs="+", metavar="NB", help="numbers or names, as 03")
    added.add_argument("--out", required=True, metavar="FOLDER", help="where the course is, or will be")
    added.add_argument("--config", metavar="FILE", help="TOML: hidden_seed; for a notebook, drop and points")
    return top


def main(arguments=None):
    """Run one sub-command and return its exit code: 0 when all is well, 1 when not, 2 for wrong arguments."""
    options = parser().parse_args(arguments)
    try:
        return options.function(options)
    except KeyboardInterrupt:
        print("\ninterrupted", file=sys.stderr)
        return 130
    except (ValueError, OSError) as error:
        print(f"gan-course {options.command}: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
