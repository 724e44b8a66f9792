"""One run from an interview to a package: its states, profile, budget and progress."""
