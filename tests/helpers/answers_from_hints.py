"""Answers built from the code in a text, as somebody would who copies a hint into the stub without thinking.

The code between back-ticks is taken in its order, less what holds a blank (`____`, `…`). What the text leaves open is
tried: which value to return, what a name begins with, which of several functions it is. Whatever the notebook defines
is there, and so are the answers to its other exercises.
"""

import ast
import builtins
import contextlib
import copy
import functools
import inspect
import itertools
import re
import sys

import planted_answers as planted

from gan_course.exercises import solutions
from gan_course.tools import notebooks

BLANKS = ("____", "…", "...")
_SPAN = re.compile(r"`([^`]+)`")
_LOOP = re.compile(r"`([^`]+)` for `([^`]+ in [^`]+)`")
MOST = 60  # answers tried of one text
OFTEN_MEANT = {"n": "len({0})", "m": "len({0})", "k": "len({0})", "height": "{0}.shape[1]", "width": "{0}.shape[2]"}


def statements(text):
    """Return the statements between back-ticks, those with a blank left out.

    >>> [ast.unparse(node) for node in statements("Take `a = 1`, then `b = ____`, and `a + 2`.")]
    ['a = 1', 'a + 2']
    >>> [ast.unparse(node) for node in statements("Do `n += k` for `k in range(3)`.")]
    ['for k in range(3):\\n    n += k']
    """
    text = _LOOP.sub(lambda found: f"`for {found[2]}: {found[1]}`", text)
    return [node for span in _SPAN.findall(text) for node in _parsed(span) if not _is_left_open(node)]


def _parsed(span):
    try:
        return ast.parse(span.strip()).body
    except SyntaxError:
        return []


def _is_left_open(node):
    return any(blank in ast.unparse(node) for blank in BLANKS)


class _Needs(ast.NodeVisitor):
    """Collects the names that code reads before it has bound them, and those it binds, in order."""

    def __init__(self, bound):
        self.bound, self.needs, self.binds = set(bound), [], []

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Store):
            self.bound.add(node.id)
            self.binds += [node.id] * (node.id not in self.binds)
        elif node.id not in self.bound and node.id not in self.needs:
            self.needs.append(node.id)

    def visit_Assign(self, node):
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)

    def visit_AugAssign(self, node):
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self.visit(ast.Name(node.target.id, ast.Load()))
        self.visit(node.target)

    def visit_For(self, node):
        for part in (node.iter, node.target, *node.body):
            self.visit(part)

    def visit_comprehension(self, node):
        for part in (node.iter, node.target, *node.ifs):
            self.visit(part)

    def _of_elements(self, node):
        bound, binds = set(self.bound), list(self.binds)
        for part in (*node.generators, node.elt):
            self.visit(part)
        self.bound, self.binds = bound, binds

    visit_ListComp = visit_GeneratorExp = visit_SetComp = _of_elements


class _Ending(ast.NodeTransformer):
    """Lets every `while` end, so that an answer which loops for ever is a wrong one."""

    def visit_While(self, node):
        stop = ast.If(ast.UnaryOp(ast.Not(), node.test), [ast.Break()], [])
        turns = ast.parse("range(100_000)", mode="eval").body
        return ast.For(ast.Name("_turn", ast.Store()), turns, [stop, *node.body], [])


def bodies(code, parameters, known):
    """Yield function bodies, as source, that could be made of statements without thinking.

    >>> [body.splitlines() for body in bodies(statements("`b = a + 1`"), ["a"], set())]
    [['b = a + 1', 'return b']]
    """
    lines = [node for node in code if not isinstance(node, ast.Expr) or _does_something(node.value)]
    values = [ast.unparse(node.value) for node in code if isinstance(node, ast.Expr) and _is_a_value(node.value)]
    seen = _Needs(known | set(parameters) | set(dir(builtins)))
    for node in lines + [ast.parse(value).body[0] for value in values]:
        seen.visit(node)
    lists = {node.value.func.value.id for node in ast.walk(ast.Module(lines, [])) if _appends(node)}
    starts = [["[]"] if name in lists else _first_values(name, parameters) for name in seen.needs]
    text = [ast.unparse(ast.fix_missing_locations(_Ending().visit(node))) for node in lines]
    for first in itertools.product(*starts):
        begin = [f"{name} = {value}" for name, value in zip(seen.needs, first, strict=True)]
        for result in _results(lines, values, parameters, [*seen.binds, *lists]):
            yield "\n".join(begin + text + ([f"return {result}"] if result else []))


def _first_values(name, parameters):
    return [OFTEN_MEANT[name].format(one) for one in parameters] if name in OFTEN_MEANT else ["0.0", "1"]


def _appends(node):
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr == "append"
        and isinstance(node.value.func.value, ast.Name)
    )


def _does_something(value):
    """Say whether an expression is written for what it does: a call of a method such as `append`, `watch`, `fill…`."""
    name = value.func.attr if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) else ""
    return name in ("append", "watch", "apply", "extend") or name.startswith("fill")


def _is_a_value(value):
    return not isinstance(value, ast.Name | ast.Constant | ast.Attribute) and not _does_something(value)


def _results(lines, values, parameters, binds):
    """Yield what could be returned, None where the code returns by itself."""
    if any(isinstance(node, ast.Return) for line in lines for node in ast.walk(line)):
        yield None
    if lines and isinstance(lines[-1], ast.Return):
        return
    moved = [name for name in parameters if name in binds]
    names = list(dict.fromkeys(binds))
    found = [*values, " + ".join(values), ", ".join(values), *names, ", ".join(moved), ", ".join(names[-2:])]
    found += [f"({a}) + ({b})" for a, b in itertools.pairwise(values)]
    found += [f"{a}, {b}" for a, b in itertools.permutations([*values, *names], 2)]
    yield from dict.fromkeys(one for one in found if one)


@functools.cache
def _surroundings(notebook):
    """Return the imports and the functions of a notebook, and the reference answers to all its exercises."""
    space = {"__name__": "__main__"}
    cells = [cell.source for cell in notebooks.read(notebooks.FOLDER / f"{notebook}.ipynb").cells if _is_story(cell)]
    for node in itertools.chain.from_iterable(_parsed(source) for source in cells):
        if isinstance(node, ast.Import | ast.ImportFrom | ast.FunctionDef):
            with contextlib.suppress(NameError):  # a default or a decorator that a cell computes
                exec(compile(ast.Module([node], []), notebook, "exec"), space)
    exec(compile(solutions.preamble(solutions.text(notebook)), notebook, "exec"), space)
    for name, block in solutions.read(notebook).items():
        if name != "open":
            exec(compile(block, name, "exec"), space)
    return space


def _is_story(cell):
    return cell.cell_type == "code" and not set(notebooks.tags(cell)) & {"setup", "parameters", "exercise"}


def tried(exercise, text):
    """Yield (source, functions) of every answer to an exercise that the code in a text could be copied into."""
    code = statements(text)
    if not code:
        return
    around = _surroundings(exercise.notebook) | {"sigma": _sigma}
    stub = ast.parse(planted.stubs(exercise.notebook)[exercise.name])
    made = 0
    for node in (node for node in stub.body if isinstance(node, ast.FunctionDef)):
        parameters = [one.arg for one in node.args.args]
        head = f"def {node.name}({ast.unparse(node.args)}):\n"
        for body in bodies(code, parameters, set(around) - {node.name}):
            made += 1
            if made > MOST:
                return
            source = head + "\n".join(f"    {line}" for line in body.splitlines())
            space = dict(around)
            try:
                exec(compile(source, "copied", "exec"), space)
            except SyntaxError:
                continue
            yield source, [space[name] for name in exercise.functions]


def _sigma(x):
    import keras
    import numpy as np

    return np.asarray(keras.ops.sigmoid(np.asarray(x, "float32")), float)


def whole_answer(exercise, text):
    """Return the source of an answer, made of the code in a text, that passes the check; None where there is none."""
    for source, functions in tried(exercise, text):
        try:
            exercise.grade(*functions, seed=1)
        except AssertionError:
            continue
        return source
    return None


def said_by_the_check(exercise):
    """Return what a check may say before an answer is right: the strings with code in its file, but hints and why."""
    tree = ast.parse(inspect.getsource(sys.modules[exercise._checks[0].__module__]))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    others = {ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    others |= {ast.get_docstring(tree, clean=False), exercise.why, *exercise.hints}
    return [text for text in dict.fromkeys(texts) if text not in others and statements(text)]


def skeletons(text):
    """Return the pieces of code in a text that have a blank.

    >>> skeletons("Take `np.mean(____)`, then `x[…]`, not `x + 1`.")
    ['np.mean(____)', 'x[…]']
    """
    return [span for span in _SPAN.findall(text) if any(blank in span for blank in BLANKS)]


def operations(code, known=()):
    """Return the operations of code, however its variables are called: each as text, in which `_` is any variable.

    >>> sorted(operations(ast.parse("a = np.mean(x * 2)").body, {"np"}))
    ['_ * 2', 'np.mean(_ * 2)']
    """
    kinds = (ast.Call, ast.BinOp, ast.Compare, ast.Subscript, ast.BoolOp, ast.IfExp, ast.UnaryOp, ast.AugAssign)
    found = set()
    for node in itertools.chain.from_iterable(ast.walk(one) for one in code):
        if isinstance(node, kinds) and not _is_number(node):
            found.add(ast.unparse(_Nameless(known).visit(copy.deepcopy(node))))
    return found


def _is_number(node):
    return isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)


class _Nameless(ast.NodeTransformer):
    def __init__(self, known):
        self.known = set(known)

    def visit_Name(self, node):
        return node if node.id in self.known else ast.Name("_", node.ctx)


def share_told(exercise, text):
    """Return which share of the reference answer's operations stands in the code of a text, from 0 to 1."""
    known = set(_surroundings(exercise.notebook))
    reference = operations(ast.parse(solutions.read(exercise.notebook)[exercise.name]).body, known)
    return len(reference & operations(statements(text), known)) / len(reference)
