"""Makes people's text harmless in each language that a package is written in."""

import re
import unicodedata

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_INLINE = re.compile(r"[\\`*\[\]<>|~]|(?<![^\W_])_|_(?![^\W_])")
_BLOCK_START = re.compile(r"^(?:[-+=#:]|\d+(?=[.)]))")
_ADDRESS = re.compile(r"(?i)(?<=\w)(?=://)|(?<=www)(?=\.)|(?<=\w)(?=@\w)|(?<=mailto)(?=:)|(?<=xmpp)(?=:)")
_PLAIN_IN_MERMAID = re.compile(r"[^\w ,.'/()-]|(?<=\d)\.(?= )|^[-(]|(?<=-)-|\b(?:e)(?=nd\b)|'(?=')", re.IGNORECASE)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def folded(text: str) -> str:
    """The text on one line: white space folded, control characters and changes of direction taken out."""
    return " ".join(_CONTROL.sub(" ", text).split())


def inline(text: str) -> str:
    """The text as one line of Markdown that shows exactly it, at any place in a line, in a table too."""
    line = _INLINE.sub(lambda found: "\\" + found[0], folded(text).replace("&", "&amp;"))
    line = _ADDRESS.sub(r"\\", line)
    found = _BLOCK_START.match(line)
    if found is None:
        return line
    end = found.end()
    return line[:end] + "\\" + line[end:] if found[0][0].isdigit() else "\\" + line


def sentence(text: str) -> str:
    """The text as a sentence in Markdown: with a full stop where it ends without a mark."""
    line = inline(text)
    return line if not line or line[-1] in ".!?…:;。！？" else line + "."


def lines(text: str) -> list[str]:
    """The text line by line as Markdown; empty lines stay."""
    return [inline(line) for line in _CONTROL.sub(" ", text.replace("\r\n", "\n")).split("\n")]


def slug(text: str, fallback: str = "x") -> str:
    """A name for a file or an anchor: lower-case ASCII letters, digits and single hyphens, at most 60 long."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:60].strip("-") or fallback


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


def cell(value: str) -> str:
    """The text as a CSV cell that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    plain = folded(value)
    return "'" + plain if plain.startswith(_FORMULA) else plain


def identifier(text: str, fallback: str) -> str:
    """The text as an ASCII identifier, or the fallback where nothing of it would be left."""
    plain = re.sub(r"[^A-Za-z0-9]+", "_", unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode())
    plain = plain.strip("_")
    return plain if re.match(r"[A-Za-z]", plain) else fallback
