"""From raw text to facts: layout, statements, what they mean, what corrects what."""
