"""Makes people's text harmless in each language that a package is written in."""

import re
import unicodedata

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_INLINE = re.compile(
    r"[\\`\[\]]|(?<! )\*|\*(?! )|(?<![^\W_])_|_(?![^\W_])"  # what opens or closes code, links, emphasis
    r"|(?<! )[~$]|[~$](?!\w)"  # struck-out text and formulas: only what could close one, so that prices stay plain
    r"|<(?! )|&(?=#?\w+;)"
)
_BLOCK_START = re.compile(r"^(?:(?:#|>|[-+](?=\s|$)|-[-\s]*$|=+\s*$)|(\d{1,9})(?=[.)](?:\s|$)))")
_ADDRESS = re.compile(
    r"(?<=http)(?=://)|(?<=https)(?=://)|(?<=ftp)(?=://)|(?<=www)(?=\.)|(?<=[\w.+-])(?=@[\w-])"
    r"|(?<=mailto)(?=:)|(?<=xmpp)(?=:)",
    re.IGNORECASE,
)
_PLAIN_IN_MERMAID = re.compile(r"[^\w ,.'/()-]|(?<=\d)\.(?= )|^[-(]|(?<=-)-|\b(?:e)(?=nd\b)|'(?=')", re.IGNORECASE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def folded(text: str) -> str:
    """The text on one line: white space folded, control characters and changes of direction taken out."""
    return " ".join(_CONTROL.sub(" ", text).split())


def printable(text: str) -> str:
    """The text with its lines as they are, without control characters."""
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def inline(text: str) -> str:
    """The text as one line of Markdown that shows exactly it, in the middle of a line.

    Pipes stay: only a table's cell has to escape them (`cell`). So do marks that mean something only where a block
    begins (`block`).
    """
    return _ADDRESS.sub(r"\\", _INLINE.sub(lambda found: "\\" + found[0], folded(text)))


def block(line: str) -> str:
    """A line of inline Markdown that begins a block, and begins no list, heading or quotation by accident."""
    found = _BLOCK_START.match(line)
    if found is None:
        return line
    end = len(found[1] or "")
    return f"{line[:end]}\\{line[end:]}"


def cell(markdown: str) -> str:
    """Inline Markdown inside a table's cell; a dash where there is nothing."""
    return " ".join(markdown.split()).replace("|", "\\|") or "–"


def mermaid(text: str, width: int = 0) -> str:
    """The text as a Mermaid label: what could be syntax becomes an entity code; `width` folds long lines."""
    line = folded(text)
    if not line:
        return " "
    pieces = _wrapped(line, width) if width else [line]
    return "<br/>".join(_PLAIN_IN_MERMAID.sub(lambda found: f"#{ord(found[0])};", piece) for piece in pieces)


def _wrapped(line: str, width: int) -> list[str]:
    pieces = [""]
    for word in line.split(" "):
        if pieces[-1] and len(pieces[-1]) + len(word) >= width:
            pieces.append(word)
        else:
            pieces[-1] = f"{pieces[-1]} {word}".strip()
    return pieces


def csv_cell(value: str) -> str:
    """The text as a CSV cell that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    plain = folded(value)
    return "'" + plain if plain.startswith(_FORMULA) else plain


def identifier(text: str, fallback: str) -> str:
    """The text as an ASCII identifier, or the fallback where nothing of it would be left."""
    plain = re.sub(r"[^A-Za-z0-9]+", "_", unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode())
    plain = plain.strip("_")
    return plain if re.match(r"[A-Za-z]", plain) else fallback
