"""The nightly sweep: what is due goes, rule by rule, and what did not run is told."""
