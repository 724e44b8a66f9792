"""Small mistakes that somebody could have made in a module, one at a time."""

import ast
import copy
from collections.abc import Iterator
from types import CodeType

import attrs

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"any": "all", "all": "any", "min": "max", "max": "min", "reversed": "list", "sorted": "list"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@attrs.frozen
class Mutant:
    """A module with one mistake in it.

    Args:
        path: the module, below the package.
        within: the class and function around the mistake, with dots; empty in the body of the module.
        was: the node, as one line of source.
        became: what stands there instead.
        lines: the first and the last line of the statement, or of its head.
        called: the first line of the outermost function around it; 0 where it runs when the module is imported.
        source: the module as it is.
        place: the number of the node and that of the change.
    """

    path: str
    within: str
    was: str
    became: str
    lines: tuple[int, int]
    called: int
    source: str = attrs.field(repr=False, eq=False)
    place: tuple[int, int]

    @property
    def says(self) -> str:
        """The mistake in a line, without the number of a line: so it is named as long as the code stays."""
        return f"{self.path} {self.within or '-'}: {self.was} -> {self.became}"

    def compiled(self, filename: str) -> CodeType:
        """The module with the mistake, ready to run."""
        tree = ast.parse(self.source)
        node = next(each for number, each in enumerate(ast.walk(tree)) if number == self.place[0])
        _change(node, list(_changes(node))[self.place[1]])
        return compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True)


@attrs.frozen
class _Place:
    """Where a node stands."""

    within: str
    called: int
    lines: tuple[int, int]


def mutants_of(path: str, source: str) -> Iterator[Mutant]:
    """Every mistake in one place that we know how to make."""
    tree = ast.parse(source)
    skipped, places = _without_meaning(tree), _places(tree)
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for which, change in enumerate(_changes(node)):
            twin = copy.copy(node)
            _change(twin, change)
            if ast.unparse(twin) != ast.unparse(node):
                at = places[id(node)]
                yield Mutant(
                    path, at.within, _line(node), _line(twin), at.lines, at.called, source, (number, which)
                )


def _change(node: ast.AST, change: dict[str, object]) -> None:
    for name, value in change.items():
        setattr(node, name, value)


def _line(node: ast.AST) -> str:
    return ast.unparse(node).splitlines()[0][:140] if not isinstance(node, ast.Pass) else "pass"


def _changes(node: ast.AST) -> Iterator[dict[str, object]]:
    match node:
        case ast.Compare(ops=[operator, *rest]) if type(operator) in COMPARISONS:
            yield {"ops": [COMPARISONS[type(operator)](), *rest]}
        case ast.BoolOp(op=operator, values=values):
            yield {"op": ast.Or() if isinstance(operator, ast.And) else ast.And()}
            yield {"values": values[1:] if len(values) > 2 else [values[1], values[1]]}
            yield {"values": values[:-1] if len(values) > 2 else [values[0], values[0]]}
        case ast.BinOp(op=operator) if type(operator) in ARITHMETIC:
            yield {"op": ARITHMETIC[type(operator)]()}
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield {"operand": ast.UnaryOp(op=ast.Not(), operand=operand)}
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) if not _turned_around(test):
            yield {"test": ast.UnaryOp(op=ast.Not(), operand=test)}
        case ast.comprehension(ifs=[*_, last] as ifs):
            yield {"ifs": [*ifs[:-1], ast.UnaryOp(op=ast.Not(), operand=last)]}
            yield {"ifs": ifs[:-1]}
        case ast.Return(value=ast.AST() as value) if not _known(value):
            yield {"value": ast.Constant(None)}
        case ast.Constant(value=bool() as value):
            yield {"value": not value}
        case ast.Constant(value=int() as value):
            yield {"value": value + 1}
            yield {"value": value - 1}
        case ast.Name(id=name) if name in NAMES:
            yield {"id": NAMES[name]}
        case ast.Starred():
            yield {"value": ast.Tuple(elts=[], ctx=ast.Load())}
        case ast.AugAssign(op=operator) if type(operator) in ARITHMETIC:
            yield {"op": ARITHMETIC[type(operator)]()}
        case ast.Continue() | ast.Break() | ast.Raise():
            yield {"__class__": ast.Pass}
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom() | ast.Await()):
            yield {"value": ast.Constant(None)}


def _known(value: ast.AST) -> bool:
    """Whether it is None already, or a truth value, which another mistake turns around."""
    return isinstance(value, ast.Constant) and (value.value is None or isinstance(value.value, bool))


def _turned_around(test: ast.expr) -> bool:
    """Whether another mistake turns the condition around already."""
    match test:
        case ast.UnaryOp(op=ast.Not()):
            return True
        case ast.Compare(ops=[ast.Eq() | ast.NotEq() | ast.Is() | ast.IsNot() | ast.In() | ast.NotIn()]):
            return True
    return False


def _places(tree: ast.Module) -> dict[int, _Place]:
    """Where each node stands."""
    found: dict[int, _Place] = {}

    def visit(node: ast.AST, place: _Place) -> None:
        if isinstance(node, ast.stmt | ast.match_case | ast.excepthandler):
            place = attrs.evolve(place, lines=_head(node))
        found[id(node)] = place
        inside = place
        if isinstance(node, Function | ast.ClassDef):
            inside = attrs.evolve(place, within=f"{place.within}.{node.name}".strip("."))
        if isinstance(node, Function):
            first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            inside = attrs.evolve(inside, called=place.called or first)
        body = {id(each) for each in node.body} if isinstance(node, Function) else set()
        for child in ast.iter_child_nodes(node):
            # Decorators and defaults belong to whoever runs the definition.
            visit(child, inside if not isinstance(node, Function) or id(child) in body else place)

    visit(tree, _Place(within="", called=0, lines=(0, 0)))
    return found


def _head(node: ast.stmt | ast.match_case | ast.excepthandler) -> tuple[int, int]:
    """The lines of a statement up to the first one inside of it."""
    if isinstance(node, ast.match_case):
        return node.pattern.lineno, (node.guard or node.pattern).end_lineno or node.pattern.lineno
    inner = getattr(node, "body", None) or getattr(node, "cases", None)
    if not inner or isinstance(node, Function | ast.ClassDef):
        return node.lineno, node.end_lineno or node.lineno
    first = inner[0].pattern if isinstance(inner[0], ast.match_case) else inner[0]
    return node.lineno, max(node.lineno, first.lineno - 1)


def _without_meaning(tree: ast.Module) -> set[int]:
    """Annotations and names of types, which change nothing when the program runs."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, Function):
            parts += [
                node.returns,
                *(each.annotation for each in ast.walk(node.args) if isinstance(each, ast.arg)),
            ]
        elif isinstance(node, ast.AnnAssign):
            parts.append(node.annotation)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("attrs.frozen", "attrs.define"):
            parts.append(node)
        elif isinstance(node, ast.Assign) and _is_type(node.value):
            parts.append(node.value)
        elif isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            parts.append(node)
        found |= {id(child) for part in parts if part is not None for child in ast.walk(part)}
    return found


def _is_type(value: ast.expr) -> bool:
    """Whether it is a union of types, `A | B`."""
    match value:
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return _is_type(left) and _is_type(right)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name[:1].isupper() and not name.isupper()
    return False
