"""E-mail addresses, and when two of them are one.

The domain is compared as it is looked up (IDNA), so that its case, and letters that the name system takes for the same,
don't matter. The part before the @ is compared character by character: only the receiving server knows which of its
spellings are one mailbox, and taking two mailboxes for one would open somebody's account to somebody else. Whoever
writes an address differently at two providers links the second from Settings.
"""

import unicodedata

from specstep.domain.errors import BadInput

LONGEST_BYTES = 254  # RFC 5321, section 4.5.3.1.3, less the angle brackets
LONGEST_LOCAL_BYTES = 64
RESERVED = frozenset('()<>[]:;@\\,"')  # of RFC 5322, section 3.2.3: good only within quotes, which nobody gives


def canonical_email(address: str) -> str:
    """The form in which equal addresses are equal texts.

    Raises:
        BadInput: it is no address that mail can be sent to, or one that needs quoting.

    Source: RFC 5321 and 6531 (local part), RFC 5891 and UTS 46 (domain).
    """
    local, at, domain = address.rpartition("@")
    if not at or not local or not domain:
        raise _bad("is not of the form name@domain.")
    try:
        size_bytes, local_bytes = len(address.encode()), len(local.encode())
    except UnicodeEncodeError:
        raise _bad("holds half a surrogate pair.") from None
    if size_bytes > LONGEST_BYTES or local_bytes > LONGEST_LOCAL_BYTES:
        raise _bad("is too long.")
    if any(letter in RESERVED or unicodedata.category(letter)[0] in "CZ" for letter in local):
        raise _bad("holds a character that has no place before the @.")
    if local[0] == "." or local[-1] == "." or ".." in local:
        raise _bad("has a dot too many before the @.")
    return f"{local}@{_ascii(domain)}"


def usable_email(address: object) -> str | None:
    """An address that somebody claims, or None where it can't be one."""
    if not isinstance(address, str):
        return None
    try:
        canonical_email(address)
    except BadInput:
        return None
    return address


def _ascii(domain: str) -> str:
    if domain.endswith((".", "。", "．", "｡")):  # the dots that IDNA knows
        raise _bad("ends in a dot.")
    import idna  # its tables are large, and most who come by here never compare an address

    try:
        return idna.encode(domain, uts46=True, std3_rules=True).decode().lower()
    except UnicodeError:  # idna's own errors are of this kind
        raise _bad("names a domain that can't be one.") from None


def _bad(what: str) -> BadInput:
    return BadInput(where="e-mail address", what=what)
