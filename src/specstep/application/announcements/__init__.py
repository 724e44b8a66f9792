"""What everybody concerned is told: changes of the policies before they take effect, and leaks."""
