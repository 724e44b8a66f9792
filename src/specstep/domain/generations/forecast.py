"""What a run will still take, going by what it took so far."""

from decimal import Decimal

EARLY_PERCENT = 5
CENT = Decimal("0.01")


def seconds_left(elapsed_s: float, percent: int) -> float | None:
    """How long it takes from here at the pace so far, in seconds; None as long as too little is done to tell."""
    if percent < EARLY_PERCENT:
        return None
    return max(elapsed_s, 0.0) * (100 - percent) / percent


def whole_cost_usd(spent: Decimal, percent: int) -> Decimal | None:
    """What the whole run costs at this rate, rounded to cents; None as long as too little is done to tell."""
    if percent < EARLY_PERCENT:
        return None
    return max(spent, (spent * 100 / percent).quantize(CENT)) if spent else spent
