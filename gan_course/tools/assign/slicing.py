"""Which cells of a notebook some others need, found from the names they read and assign."""

import ast
import symtable


def names(source):
    """Return (read, assigned): the global names that a cell takes from cells before it, and those that it assigns.

    A cell that is no plain Python, as with a magic command, counts as reading and assigning nothing.

    >>> read, assigned = names("import numpy as np; x = 1\\ndef f(y):\\n    return np.abs(x * y) + offset")
    >>> sorted(read), sorted(assigned)
    (['offset'], ['f', 'np', 'x'])
    """
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return set(), set()
    read, assigned = set(), set()
    for statement in statements:
        table = symtable.symtable(ast.unparse(_AsGenerators().visit(statement)), "cell", "exec")
        read |= (_read(table, top=True) - _targets(statement) | _updated(statement)) - assigned
        assigned |= {
            symbol.get_name()
            for symbol in table.get_symbols()
            if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()
        }
    return read, assigned


class _AsGenerators(ast.NodeTransformer):
    """Turns comprehensions into generators, whose variables are their own in the tables of Python 3.12 too."""

    def visit_ListComp(self, node):
        self.generic_visit(node)
        return ast.GeneratorExp(node.elt, node.generators)

    visit_SetComp = visit_ListComp

    def visit_DictComp(self, node):
        self.generic_visit(node)
        return ast.GeneratorExp(ast.Tuple([node.key, node.value], ast.Load()), node.generators)


def _read(table, top=False):
    """Return the global names that a scope and those inside it read."""
    found = {
        symbol.get_name() for symbol in table.get_symbols() if symbol.is_referenced() and (top or symbol.is_global())
    }
    return found.union(*map(_read, table.get_children()))


def _targets(statement):
    """Return the names that a `for` or `with` assigns before its body reads them."""
    if isinstance(statement, ast.For):
        targets = [statement.target]
    elif isinstance(statement, ast.With):
        targets = [item.optional_vars for item in statement.items if item.optional_vars]
    else:
        targets = []
    return {node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)}


def _updated(statement):
    """Return the names that a statement changes by "+=" and the like, which symtable counts as assigned only."""
    if isinstance(statement, ast.FunctionDef | ast.ClassDef):
        return set()
    updates = (node.target for node in ast.walk(statement) if isinstance(node, ast.AugAssign))
    return {target.id for target in updates if isinstance(target, ast.Name)}


def needed(sources, goals):
    """Return the positions of the sources that must run so that the goals can, the goals included.

    Args:
        sources: code of the cells, in order.
        goals: positions of the cells that are to run.

    >>> needed(["a = 1", "b = 2", "print(b)", "c = a + 1", "c"], {4})
    {0, 3, 4}
    """
    kept, wanted = set(), set()
    for position in range(len(sources) - 1, -1, -1):
        read, assigned = names(sources[position])
        if position in goals or assigned & wanted:
            kept.add(position)
            wanted = (wanted - assigned) | read
    return kept
