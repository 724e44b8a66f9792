"""Small mistakes that somebody could have made in a module, one at a time."""

import ast
import copy
from collections.abc import Iterator

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


@attrs.frozen
class Mutant:
    """A module with one mistake in it."""

    path: str
    line: int
    was: str
    became: str
    code: str

    @property
    def says(self) -> str:
        """The mistake in a line."""
        return f"{self.path}:{self.line}: {self.was}  ->  {self.became}"


def mutants_of(path: str, source: str) -> Iterator[Mutant]:
    """Every mistake in one place that we know how to make, in the order of the lines."""
    tree = ast.parse(source)
    skipped = _without_meaning(tree)
    for place, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for change in _changes(node):
            twin = copy.deepcopy(tree)
            twin_node = next(other for number, other in enumerate(ast.walk(twin)) if number == place)
            was = ast.unparse(node).splitlines()[0]
            change_in(twin_node, change)
            code = ast.unparse(ast.fix_missing_locations(twin))
            if code != ast.unparse(tree):
                became = ast.unparse(twin_node).splitlines()[0]
                yield Mutant(path, getattr(node, "lineno", 0), was[:90], became[:90], code)


def change_in(node: ast.AST, change: dict[str, object]) -> None:
    """Give a node other children."""
    for name, value in change.items():
        setattr(node, name, value)


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
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            yield {"test": ast.UnaryOp(op=ast.Not(), operand=test)}
        case ast.comprehension(ifs=[*_, last] as ifs):
            yield {"ifs": [*ifs[:-1], ast.UnaryOp(op=ast.Not(), operand=last)]}
            yield {"ifs": ifs[:-1]}
        case ast.Return(value=ast.AST() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield {"value": ast.Constant(None)}
        case ast.Constant(value=bool() as value):
            yield {"value": not value}
        case ast.Constant(value=int() as value):
            yield {"value": value + 1}
            yield {"value": value - 1}
        case ast.Name(id=name) if name in NAMES:
            yield {"id": NAMES[name]}
        case ast.Starred(value=value):
            yield {"value": ast.Tuple(elts=[], ctx=ast.Load())}
        case ast.AugAssign(op=operator) if type(operator) in ARITHMETIC:
            yield {"op": ARITHMETIC[type(operator)]()}
        case ast.Continue() | ast.Break():
            yield {"__class__": ast.Pass}


def _without_meaning(tree: ast.Module) -> set[int]:
    """Annotations and names of types, which change nothing when the program runs."""
    found: set[int] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.FunctionDef):
            parts += [node.returns, *(each.annotation for each in (*node.args.args, *node.args.kwonlyargs))]
        elif isinstance(node, ast.AnnAssign):
            parts.append(node.annotation)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("attrs.frozen", "attrs.define"):
            parts.append(node)
        elif isinstance(node, ast.Assign) and "Step" in ast.unparse(node.targets[0]):
            parts.append(node.value)  # unions of types
        found |= {id(child) for part in parts if part is not None for child in ast.walk(part)}
        if isinstance(node, ast.FunctionDef) and node.name == "says":
            found |= {id(child) for child in ast.walk(node)}  # words for people
    return found
