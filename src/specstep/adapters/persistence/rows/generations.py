"""Rows of generations and model answers."""

from collections.abc import Mapping
from typing import Any

from specstep.adapters.persistence.rows.converter import dump, load
from specstep.domain.generations.values import Generation
from specstep.ports.persistence import ModelAnswer

USAGE = ("input_tokens", "output_tokens", "cost_usd", "calls")


def generation_row(generation: Generation) -> dict[str, Any]:
    """A generation; budget and usage lie flat."""
    fields = dump(generation)
    budget, usage = fields.pop("budget"), fields.pop("usage")
    return {**fields, **usage, "budget_tokens": budget["tokens"], "budget_usd": budget["usd"]}


def generation(row: Mapping[str, Any]) -> Generation:
    """A generation."""
    budget = {"tokens": row["budget_tokens"], "usd": row["budget_usd"]}
    return load({**row, "budget": budget, "usage": _usage(row)}, Generation)


def answer_row(answer: ModelAnswer) -> dict[str, Any]:
    """A model's answer; usage lies flat."""
    fields = dump(answer)
    usage = fields.pop("usage")
    return {**fields, **usage}


def answer(row: Mapping[str, Any]) -> ModelAnswer:
    """A model's answer."""
    return load({**row, "usage": _usage(row)}, ModelAnswer)


def _usage(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in USAGE}
