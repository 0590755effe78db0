"""`gan-course assign`: the exercises as assignments of nbgrader."""

from gan_course.tools import notebooks


def arguments(parser):
    """Add the command's arguments."""
    notebooks.argument(parser, nargs="+")
    parser.add_argument("--out", required=True, metavar="FOLDER", help="where the course is, or will be")
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="TOML: hidden_seed; for a notebook, drop, points, parts, hints, essays and variants",
    )
    parser.add_argument(
        "--replace", action="store_true", help="write over assignments edited by hand, after a copy to replaced/"
    )


def main(options):
    """Write the assignments."""
    from gan_course.tools.assign import command

    command.assign(options.notebooks, options.out, options.config, options.replace)
    return 0
