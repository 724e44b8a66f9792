"""Plain-language analysis without a model: sentences, clauses, quantities, terms."""
