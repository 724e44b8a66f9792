"""Numbers with their nouns."""


def counted(number: int, noun: str, several: str = "") -> str:
    """ "1 account", "2 accounts"."""
    return f"{number} {noun if number == 1 else several or f'{noun}s'}"
