"""What an instructor may set for an assignment, in a TOML file: what is in it, what it is worth, how many hints."""

import math
import tomllib
from pathlib import Path

FOR_A_NOTEBOOK = {"drop": list, "points": dict, "parts": dict, "hints": int, "essays": list, "variants": bool}
_AS_IN = {
    "drop": 'drop = ["q4"]: give a list of exercises',
    "points": "points = { q3 = 5 }: give each exercise its own",
    "parts": "parts = { q3 = { value = 2, zeros = 1, bounds = 1 } }: give each part of an exercise its own points",
    "hints": "hints = 1: give 0, 1 or 2",
    "essays": 'essays = ["e1"]: give a list of essays',
    "variants": "variants = true: give true or false",
}


def read(path):
    """Return (hidden_seed, changes) of an instructor's TOML file.

    Args:
        path: of a file such as the example below; None for no changes.

    Returns:
        The seed of the hidden tests, None where the file has none, and {notebook: {setting: value}} with notebooks as
        they are written there, such as "01".

    Raises:
        ValueError: for a setting that does not exist or is of the wrong kind, or a seed that is no integer above 0,
            the seed of the visible tests.

    An example: no fourth exercise, the fifth counts 5, the third is graded part by part, one hint, an essay::

        hidden_seed = 1905
        ["01"]
        drop = ["q4"]
        points = { q5 = 5 }
        parts = { q3 = { value = 2, zeros = 1, bounds = 1 } }
        hints = 1
        essays = ["e1"]
    """
    try:
        changes = tomllib.loads(Path(path).read_text(encoding="utf-8") if path else "")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is not TOML: {error}") from None
    seed = changes.pop("hidden_seed", None)
    if seed is not None and (type(seed) is not int or seed < 1):
        raise ValueError(f"hidden_seed is {seed!r}: it must be an integer above 0, since 0 draws the visible inputs")
    for name, table in changes.items():
        unknown = sorted(set(table) - set(FOR_A_NOTEBOOK)) if isinstance(table, dict) else [name]
        if unknown:
            raise ValueError(
                f"{path} has the unknown setting {unknown[0]!r}: there are hidden_seed, and for a notebook, "
                f'in a table such as ["01"], {", ".join(list(FOR_A_NOTEBOOK)[:-1])} and {list(FOR_A_NOTEBOOK)[-1]}'
            )
        for setting, value in table.items():
            _require(name, setting, value)
    return seed, changes


def _require(name, setting, value):
    """Raise ValueError where a setting is of the wrong kind."""
    right = type(value) is FOR_A_NOTEBOOK[setting]
    if right and setting == "hints":
        right = value in (0, 1, 2)
    if right and setting == "parts":
        right = all(isinstance(parts, dict) for parts in value.values())
    if not right:
        example, what = _AS_IN[setting].split(": ")
        raise ValueError(f'["{name}"] has {setting} = {value!r}: {what}, as in {example}')


def choose(exercises, essays, changes, name):
    """Return (exercises, essays) of a notebook as an instructor wants them, each {name: it}, with their points.

    Args:
        exercises: a list of `assignment.Exercise`.
        essays: a list of `essays.Essay`.
        changes: dictionary of "drop", "points", "parts" and "essays".
        name: of the notebook, for error messages.

    Raises:
        ValueError: for an exercise, part or essay that the notebook does not have, for points below 0 or given
            twice, or when no exercise is left.
    """
    drop, wanted = changes.get("drop", []), changes.get("essays", [])
    points, parts = changes.get("points", {}), changes.get("parts", {})
    known = [exercise.name for exercise in exercises]
    written = [essay.name for essay in essays]
    for q in [*drop, *parts, *(q for q in points if q not in written)]:
        if q not in known:
            raise ValueError(f"{name} has no exercise {q!r}: choose among {', '.join(known)}")
    for e in wanted:
        if e not in written:
            raise ValueError(f"{name} has no essay {e!r}: choose among {', '.join(written) or 'none'}")
    for q, worth in points.items():
        _require_points(name, q, worth)
    if set(known) <= set(drop):
        raise ValueError(f"{name}: every exercise is dropped: leave one, or do not assign the notebook")
    kept = {exercise.name: _weighed(exercise, points, parts, name) for exercise in exercises}
    added = {essay.name: essay._replace(points=points.get(essay.name, essay.points)) for essay in essays}
    return (
        {q: exercise for q, exercise in kept.items() if q not in drop},
        {e: essay for e, essay in added.items() if e in wanted},
    )


def _require_points(name, q, worth):
    if type(worth) not in (int, float) or not 0 <= worth < math.inf:
        raise ValueError(f"{name}: {q} has {worth!r} points: give a number from 0 up")


def _weighed(exercise, points, parts, name):
    """Return an exercise with the points that an instructor gives it, as a whole or part by part."""
    q = exercise.name
    if q not in parts:
        return exercise._replace(points=points.get(q, exercise.points))
    if q in points:
        raise ValueError(f"{name}: {q} has both points and parts: leave one out, since the parts add up to its points")
    if set(parts[q]) != set(exercise.parts):
        raise ValueError(
            f"{name}: {q} has the parts {', '.join(exercise.parts)}, and the settings name "
            f"{', '.join(parts[q]) or 'none'}: give each its points, 0 if it shall not count"
        )
    for part, worth in parts[q].items():
        _require_points(name, f"{q}, part {part},", worth)
    return exercise._replace(points=sum(parts[q].values()), worth={part: parts[q][part] for part in exercise.parts})
