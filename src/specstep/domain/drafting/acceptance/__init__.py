"""From requirements to scenarios that say something: example data at, within and beyond each bound."""
