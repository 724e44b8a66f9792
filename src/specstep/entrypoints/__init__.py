"""Ways in: the command line, the worker, and the wiring that binds ports to adapters."""
