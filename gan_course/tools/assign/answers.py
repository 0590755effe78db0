"""How the reference answers go into the learner's stubs, between nbgrader's marks for solutions."""

import ast
import re

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"

_PLACEHOLDER = re.compile(r"# *your (code|answer) here", re.IGNORECASE)


def with_solution(stub, answer):
    r"""Return the stub with the answer between nbgrader's marks, in the place of each "your code here".

    Signature and docstring stay those of the stub, so that nbgrader's release is the stub again. Whatever else the
    answer holds, imports and helpers, goes into the functions that the learner is to write.

    Args:
        stub: code of the learner's cell.
        answer: code of the reference answer, with the same names at the top level.

    Raises:
        ValueError: when the answer has another name or other parameters than the stub, or the stub has no place.

    >>> print(with_solution("def f(x):\n    ...  # your code here", "def f(x):\n    return 2 * x"))
    def f(x):
        ### BEGIN SOLUTION
        return 2 * x
        ### END SOLUTION
    """
    lines = stub.split("\n")
    places = [number for number, line in enumerate(lines) if _PLACEHOLDER.search(line)]
    if not places:
        raise ValueError("the stub has no line with '# your code here'")
    for number in reversed(places):
        lines[number : number + 1] = _region(stub, number + 1, lines[number], answer)
    return "\n".join(lines)


def _region(stub, line, text, answer):
    """Return the lines that replace line number `line` (from 1) of the stub, whose text is `text`."""
    asked = next((node for node in _functions(stub) if node.lineno < line <= node.end_lineno), None)
    if asked is None:  # a value is asked for, as in "answer = ...  # your answer here": it stays, and is overwritten
        return [text, BEGIN, *answer.split("\n"), END]
    written = next((node for node in _functions(answer) if node.name == asked.name), None)
    if written is None:
        raise ValueError(f"the answer does not define {asked.name}, which the stub asks for")
    if ast.unparse(written.args) != ast.unparse(asked.args):
        raise ValueError(
            f"the answer defines {asked.name}({ast.unparse(written.args)}), but the stub asks for "
            f"{asked.name}({ast.unparse(asked.args)})"
        )
    indent = " " * (len(text) - len(text.lstrip()))
    inside = [*_helpers(answer, _functions(stub), indent), *_body(answer, written)]
    return [indent + BEGIN, *inside, indent + END]


def _functions(code):
    return [node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]


def _body(answer, function):
    """Return the lines of a function of the answer after its docstring."""
    first = function.body[0]
    has_docstring = ast.get_docstring(function) is not None
    start = first.end_lineno if has_docstring else function.body[0].lineno - 1
    return answer.split("\n")[start : function.end_lineno]


def _helpers(answer, asked, indent):
    """Return the lines of the answer outside the functions that the stub asks for, indented."""
    lines, names = answer.split("\n"), {node.name for node in asked}
    for node in _functions(answer):
        if node.name in names:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            lines[first - 1 : node.end_lineno] = [""] * (node.end_lineno - first + 1)
    return [indent + line for line in lines if line.strip()]
