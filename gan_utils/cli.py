"""`gan-course …`: a thin layer of arguments over `gan_utils.course`."""

import argparse
import sys

from gan_utils import profiles


def _render(options):
    from gan_utils import course

    return 1 if course.render(options.notebooks, options.profile, options.prose_only) else 0


def _pretrain(options):
    from gan_utils.course import pretrain

    return pretrain.main(options.names) or 0


def parser():
    """Return the argument parser, one sub-command a task."""
    top = argparse.ArgumentParser(prog="gan-course", description="Tools of the GAN course.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(function, name, description):
        added = commands.add_parser(name, help=description, description=description)
        added.set_defaults(function=function)
        return added

    added = command(_render, "render", "execute notebooks and write them back in the form that is committed")
    added.add_argument(
        "notebooks", nargs="*", metavar="NB", help="numbers or names, such as 03; all by default"
    )
    added.add_argument("--profile", choices=profiles.NAMES, default="laptop")
    added.add_argument("--prose-only", action="store_true", help="accept changed Markdown without running")

    added = command(_pretrain, "pretrain", "train the weights in data/pretrained")
    added.add_argument("names", nargs="*", metavar="NAME", help="which weights; all by default")
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
