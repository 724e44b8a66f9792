"""The offline provider's drafter: deterministic, honest, without a model. It rewrites what was said."""
