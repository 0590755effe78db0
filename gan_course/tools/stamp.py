"""`gan-course stamp`: writes into the notebooks where the course is published, for Colab, Binder and hubs."""

import re
import subprocess
from urllib.parse import urlencode

from gan_course.tools import notebooks, setup_cell
from gan_utils import _files

UNPUBLISHED = ("", "main")
# Names that git takes for a branch or tag, without the characters that an address or a shell would trip over.
_REF = re.compile(r"\w[\w-]*([./][\w-]+)*(?<!\.lock)", re.ASCII)
_README_BADGE = re.compile(r"(<!-- colab:(\w+) -->).*?(<!-- /colab -->)", re.DOTALL)
_README_BINDER = re.compile(r"(<!-- binder -->).*?(<!-- /binder -->)", re.DOTALL)
_FIRST = "notebooks/00_start_here.ipynb"
_GITHUB = re.compile(r"github\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?$")


def repository_of_remote(folder=notebooks.ROOT):
    """Return "OWNER/NAME" of the git remote `origin` when that is on GitHub, else ""."""
    try:
        url = subprocess.run(
            ["git", "-C", str(folder), "remote", "get-url", "origin"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
    match = _GITHUB.search(url)
    return match[1] if match else ""


def published_at(nodes):
    """Return the (repository, ref) that notebooks are stamped with, `UNPUBLISHED` when none is."""
    for notebook in nodes:
        for cell in notebooks.tagged(notebook, "setup"):
            place = setup_cell.parse(cell.source)
            if place and place[0]:
                return place
    return UNPUBLISHED


def badge(name, place):
    """Return the Markdown of the "Open in Colab" badge for a notebook, "" for a course not yet published.

    >>> badge("03_dcgan", ("", "main"))
    ''
    """
    repository, ref = place
    if not repository:
        return ""
    site = "https://colab.research.google.com"
    return (
        f"[![Open in Colab]({site}/assets/colab-badge.svg)]"
        f"({site}/github/{repository}/blob/{ref}/notebooks/{name}.ipynb)"
    )


def binder_badge(place):
    """Return the Markdown of the badge that opens the course on mybinder.org, "" for a course not yet published.

    >>> binder_badge(("owner/course", "v1")).partition("](")[2].partition("](")[2]
    'https://mybinder.org/v2/gh/owner/course/v1?urlpath=lab/tree/notebooks/00_start_here.ipynb)'
    """
    repository, ref = place
    if not repository:
        return ""
    site = "https://mybinder.org"
    address = f"{site}/v2/gh/{repository}/{ref.replace('/', '%2F')}?urlpath=lab/tree/{_FIRST}"
    return f"[![Open in Binder]({site}/badge_logo.svg)]({address})"


def hub_link(place, hub):
    """Return the link that copies the course into a learner's account on a JupyterHub which has nbgitpuller.

    Opened again, it brings what changed since, and keeps what the learner wrote.

    Args:
        place: (repository, ref).
        hub: address of the hub, as https://hub.example.edu.

    Raises:
        ValueError: for a course not yet published, or an address that is none.

    >>> hub_link(("owner/course", "main"), "https://hub.example.edu/")[:80]
    'https://hub.example.edu/hub/user-redirect/git-pull?repo=https%3A%2F%2Fgithub.com'
    """
    if not re.fullmatch(r"https?://[^\s/]+(/\S*)?", hub):
        raise ValueError(f"{hub!r} is not the address of a hub: give it as in https://hub.example.edu")
    repository, ref = place
    if not repository:
        raise ValueError("this course is not published yet, so no hub can fetch it: give --repo OWNER/NAME")
    name = repository.partition("/")[2]
    asked = {"repo": f"https://github.com/{repository}", "branch": ref, "urlpath": f"lab/tree/{name}/{_FIRST}"}
    return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(asked)}"


def apply(notebook, name, place):
    """Write the set-up cell and the badge for `place` into a notebook; changes it and returns it.

    Args:
        notebook: the node.
        name: of its file without the suffix.
        place: (repository, ref).
    """
    for cell in notebooks.tagged(notebook, "setup"):
        cell.source = setup_cell.text(*place)
        cell.metadata.update(setup_cell.COLLAPSED)
    if notebook.cells and notebook.cells[0].cell_type == "markdown":
        title, _, rest = notebooks.without_badge(notebook.cells[0].source).partition("\n")
        rest = f"\n{rest}" if rest else ""
        mark = badge(name, place)
        notebook.cells[0].source = title + (f"\n\n{mark}" if mark else "") + rest
    return notebook


def stamp(repository=None, ref="main", check=False, folder=None, readme=None):
    """Write the place of publication into every notebook, and into the README between its comments for it.

    Args:
        repository: "OWNER/NAME" on GitHub; by default that of the git remote, else the one stamped before.
        ref: branch or tag that Colab fetches.
        check: whether only to say what would change.
        folder: where the notebooks are.
        readme: path of the README; that of this repository by default.

    Returns:
        The names of the files that changed, or would.

    Raises:
        ValueError: for a repository that is not of the form OWNER/NAME, or a name that no branch or tag can have.
    """
    if not _REF.fullmatch(ref):
        raise ValueError(f"{ref!r} cannot be a branch or tag: give a name such as main, v1.2 or course/2026")
    paths = notebooks.find((), folder)
    repository = repository or repository_of_remote()
    place = (repository, ref) if repository else published_at(map(notebooks.read, paths))
    if place[0] and not re.fullmatch(r"[\w.-]+/[\w.-]+", place[0]):
        raise ValueError(f"{place[0]!r} is not a repository: give OWNER/NAME, as in its address on GitHub")
    changed = []
    for path in paths:
        notebook = notebooks.read(path)
        if notebooks.dumps(apply(notebook, path.stem, place)) != path.read_text(encoding="utf-8"):
            changed.append(path.stem)
            if not check:
                notebooks.write(notebook, path)
    readme = readme or notebooks.ROOT / "README.md"
    if readme.exists() and _stamp_readme(readme, place, check):
        changed.append(readme.name)
    return changed


def _stamp_readme(path, place, check):
    """Fill the badges of the README, Colab's and Binder's; returns whether that changes it."""
    before = path.read_text(encoding="utf-8")
    after = _README_BADGE.sub(lambda match: match[1] + badge(match[2], place) + match[3], before)
    after = _README_BINDER.sub(lambda match: match[1] + binder_badge(place) + match[2], after)
    if after != before and not check:
        with _files.replacing(path) as temporary:
            temporary.write_text(after, encoding="utf-8")
    return after != before


def arguments(parser):
    """Add the command's arguments."""
    parser.add_argument("--repo", metavar="OWNER/NAME", help="on GitHub; default: that of the git remote")
    parser.add_argument("--ref", default="main", help="branch or tag")
    parser.add_argument("--check", action="store_true", help="change nothing; exit code 1 if something would")
    parser.add_argument("--hub", metavar="URL", help="print the link for a JupyterHub that has nbgitpuller")


def main(options):
    """Stamp, and print what changed; 1 when a check finds that something would."""
    changed = stamp(options.repo, options.ref, options.check)
    verb = "would change" if options.check else "changed"
    print(f"{verb}: {', '.join(changed)}" if changed else "nothing to change")
    if options.hub:
        print(hub_link(published_at(map(notebooks.read, notebooks.find())), options.hub))
    return 1 if changed and options.check else 0
