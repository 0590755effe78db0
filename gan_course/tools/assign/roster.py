"""Who is in the class: `roster.csv` in the course's folder, as platforms export it, or nbgrader's gradebook."""

import csv
import unicodedata
from pathlib import Path
from typing import NamedTuple

NAME = "roster.csv"
# field: the headings under which it is found, in lower case; nbgrader's, Moodle's, Canvas'.
HEADINGS = {
    "id": ("sis login id", "student_id", "username", "user name", "login", "id"),
    "first_name": ("first_name", "first name", "given name"),
    "last_name": ("last_name", "last name", "surname", "family name"),
    "email": ("email", "email address", "e-mail", "e-mail address"),
    "lms_id": ("lms_user_id", "lms_id", "id number", "sis user id"),
}


class Student(NamedTuple):
    """One of the class; `lms_id` is the learning platform's own number for them."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_id: str = ""

    @property
    def name(self):
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


def read(path):
    """Return the students of a CSV file with a heading, in its order.

    Columns are found by their headings, whatever their order: those of `nbgrader db student import` (id, first_name,
    last_name, email, lms_user_id), of Moodle's participants and of a Canvas gradebook all do.

    Args:
        path: of the file, in UTF-8.

    Returns:
        A list of `Student`.

    Raises:
        ValueError: when it is no such file, has no column with an id or an e-mail, or names an id twice.
    """
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            sample = file.read(4096)
            file.seek(0)
            rows = list(csv.DictReader(file, delimiter=";" if sample.count(";") > sample.count(",") else ","))
    except (csv.Error, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is not CSV in UTF-8: {error}") from None
    known = {str(heading).strip().lower(): heading for heading in (rows[0] if rows else {}) if heading}
    columns = {field: next((known[one] for one in names if one in known), None) for field, names in HEADINGS.items()}
    if "sis login id" in known and "id" in known:  # Canvas: "ID" is its own number there, and no login
        columns["lms_id"] = known["id"]
    if not (columns["id"] or columns["email"]):
        raise ValueError(f"{path} has no column with an id or an e-mail: its first line needs one called id or email")
    students = [found for row in rows if (found := _student(row, columns, known.get("student"))).id]
    twice = sorted({one.id for one in students if [two.id for two in students].count(one.id) > 1})
    if twice:
        raise ValueError(f"{path} has {twice[0]} more than once: give each student one line")
    return students


def _student(row, columns, full):
    """Return the student of a row; `full` is the heading of a column like "Lovelace, Ada", or None."""
    found = {field: (row.get(column) or "").strip() if column else "" for field, column in columns.items()}
    found["id"] = found["id"] or found["email"].partition("@")[0]
    if full and not found["last_name"]:
        last, _, first = (row.get(full) or "").partition(",")
        found |= {"last_name": last.strip(), "first_name": first.strip()}
    return Student(**found)


def of(folder, gradebook=None):
    """Return the class of a course: its `roster.csv`, else the students that nbgrader knows.

    Args:
        folder: of the course.
        gradebook: address of nbgrader's database; `gradebook.db` in the folder by default.

    Raises:
        ValueError: for a roster that cannot be read.
    """
    folder = Path(folder)
    if (folder / NAME).exists():
        return read(folder / NAME)
    if gradebook is None and not (folder / "gradebook.db").exists():
        return []
    from nbgrader.api import Gradebook

    with Gradebook(gradebook or f"sqlite:///{folder / 'gradebook.db'}") as book:
        return [
            Student(s.id, s.first_name or "", s.last_name or "", s.email or "", s.lms_user_id or "")
            for s in book.students
        ]


def plain(name):
    """Return a name in small letters from a to z and digits alone, as Canvas writes it into file names.

    >>> plain("Ångström, Zoë"), plain("O’Neil-Smith")
    ('angstromzoe', 'oneilsmith')
    """
    ascii_only = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "".join(letter for letter in ascii_only.lower() if letter.isalnum())
