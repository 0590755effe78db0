"""`gan-course grades`: what a class earned, one row a student, and which answers are the same."""


def arguments(parser):
    """Add the command's arguments."""
    parser.add_argument("course", metavar="FOLDER", help="of the course: with gradebook.db, and maybe roster.csv")
    parser.add_argument("--roster", metavar="FILE", help="CSV of the class; default roster.csv in FOLDER")
    parser.add_argument("--canvas", action="store_true", help="with the columns that Canvas imports")


def main(options):
    """Write grades.csv and identical.csv."""
    from gan_course.tools.grades import command

    command.grades(options.course, options.roster, options.canvas)
    return 0
