"""Who imports whom, read from the sources: imports inside functions count, and nothing has to be imported to see them.

`problems(folder)` checks the packages in a folder against the layers below, and names file and line.
"""

import ast
from pathlib import Path
from typing import NamedTuple

# From the bottom to the top: a module imports from itself and from the lines above its own, and nothing on its line or
# below. A package's own name stands for its `__init__`.
LAYERS = {
    "gan_utils": (
        ("_checked", "_keras_settings", "_npz", "_numbers", "_places", "_streams", "profiles"),
        ("gan_utils",),
        ("_keras",),
        ("_files", "_random"),
        ("data", "toy"),
        ("game", "latent", "losses"),
        ("models", "plotting"),
        ("training",),
        ("metrics",),
        ("diagnostics",),
        ("widgets",),
    ),
    "gan_course": (
        ("paths",),
        ("quiet", "record", "results"),
        ("gan_course",),
        ("exercises", "experiments"),
        ("tools",),
    ),
}
# What the library does without: the course, and whatever opens, runs or grades notebooks.
FOREIGN = {"gan_utils": ("gan_course", "jupyter", "nbclient", "nbconvert", "nbformat", "nbgrader", "papermill")}


class Import(NamedTuple):
    """One module imports another: both by their dotted names, and the place in the file that says so.

    Attributes:
        implied: whether Python does it on the way, as it runs `a/__init__.py` first when `a.b` is imported.
    """

    importer: str
    imported: str
    place: str
    implied: bool = False


def modules(folder, packages=tuple(LAYERS)):
    """Return {dotted name: file} of the modules of the packages in a folder; a package goes by its own name."""
    found = {}
    for package in packages:
        for file in sorted(Path(folder, package).rglob("*.py")):
            parts = file.relative_to(folder).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def _absolute(name, level, importer, is_package):
    """Return the dotted name that a relative one stands for, with as many dots before it as `level` says."""
    if not level:
        return name
    base = importer.split(".")
    base = base[: len(base) - level + is_package]
    return ".".join([*base, name] if name else base)


def _named(tree, importer, is_package, packages):
    """Yield (dotted name, line) of everything that a module may import, also of names that are no modules."""
    roots = {}  # name in the module → the package it was bound to by `import package`
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
                root = alias.name.split(".")[0]
                if root in packages and (alias.asname is None or alias.name == root):
                    roots[alias.asname or root] = root
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(node.module or "", node.level, importer, is_package)
            for alias in node.names:
                yield f"{base}.{alias.name}", node.lineno
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called, name = ast.unparse(node.func).split(".")[-1], node.args[0].value
            if called in ("import_module", "__import__") and isinstance(name, str):
                bare = name.lstrip(".")
                yield _absolute(bare, len(name) - len(bare), importer, is_package), node.lineno
    for node in ast.walk(tree):  # `import gan_utils`, and then `gan_utils.metrics` loads it
        if isinstance(node, ast.Attribute):
            first, *rest = ast.unparse(node).split(".")
            if first in roots:
                yield ".".join([roots[first], *rest]), node.lineno


def imports(folder, packages=tuple(LAYERS)):
    """Return the list of `Import` of all modules in a folder: of each other, and of anything else.

    A name is followed to the module that holds it: `from gan_utils.losses import hinge` imports `gan_utils.losses`.
    """
    known, found = modules(folder, packages), {}
    for importer, file in known.items():
        tree = ast.parse(file.read_text("utf-8"))
        for name, line in _named(tree, importer, file.name == "__init__.py", packages):
            parts = name.split(".")
            target = next((".".join(parts[:n]) for n in range(len(parts), 0, -1) if ".".join(parts[:n]) in known), name)
            place = f"{file.relative_to(folder).as_posix()}:{line}"
            if target != importer:
                found.setdefault((importer, target, line), Import(importer, target, place))
            for n in range(1, target.count(".") + 1):
                parent = ".".join(target.split(".")[:n])
                if parent in known and not f"{importer}.".startswith(f"{parent}."):
                    found.setdefault((importer, parent, line), Import(importer, parent, place, implied=True))
    return list(found.values())


def circles(found):
    """Return the circles in a list of `Import`, each as a list of `Import`, one for every knot of modules."""
    leaving = {}
    for one in sorted(found, key=lambda one: (one.importer, one.imported)):
        leaving.setdefault(one.importer, {}).setdefault(one.imported, one)
    circles, seen = [], set()
    for start in leaving:
        if start not in seen:
            way = _way_back(start, leaving)
            circles += [way] if way else []
            seen |= _knot(start, leaving) if way else {start}
    return circles


def _reached(start, leaving):
    """Return {module: the `Import` by which it is first reached} of all that a module imports, nearest first."""
    by, queue = {}, [start]
    for module in queue:
        for target, one in leaving.get(module, {}).items():
            if target not in by:
                by[target] = one
                queue.append(target)
    return by


def _way_back(start, leaving):
    """Return the shortest circle through a module, as a list of `Import`; empty where there is none."""
    by, way = _reached(start, leaving), []
    if start in by:
        way = [by[start]]
        while way[0].importer != start:
            way.insert(0, by[way[0].importer])
    return way


def _knot(start, leaving):
    """Return the modules that a module imports and that import it in turn, through others or directly."""
    return {module for module in _reached(start, leaving) if start in _reached(module, leaving)}


def _layer(module):
    """Return the name by which a module stands in `LAYERS`: of the folder or file right in its package.

    >>> _layer("gan_utils.metrics.report"), _layer("gan_utils")
    ('metrics', 'gan_utils')
    """
    return (module.split(".") * 2)[1]


def problems(folder):
    """Return a sentence, with file and line, for each import that goes upwards, abroad or round in a circle."""
    found, said = imports(folder), []
    heights = {
        package: {name: height for height, names in enumerate(layers) for name in names}
        for package, layers in LAYERS.items()
    }
    for name in modules(folder):
        package, layer = name.split(".")[0], _layer(name)
        if layer not in heights[package]:
            said.append(
                f"{name} stands in no layer of {package}: give {layer} a place in tests/helpers/import_graph.py"
            )
    for one in (one for one in found if not one.implied):
        package, other = one.importer.split(".")[0], one.imported.split(".")[0]
        mine, its = _layer(one.importer), _layer(one.imported)
        if any(other == name or other.startswith(f"{name}_") for name in FOREIGN.get(package, ())):
            said.append(f"{one.place}: {package} does without {other}, but imports {one.imported}")
        elif other == package and mine != its:
            height = heights[package]
            if mine in height and its in height and height[its] >= height[mine]:
                said.append(f"{one.place}: {mine} does not lie above {its}, but imports {one.imported}")
    for circle in circles(found):
        said.append("a circle: " + ", ".join(f"{one.place} imports {one.imported}" for one in circle))
    return said
