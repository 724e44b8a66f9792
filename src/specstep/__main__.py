"""`python -m specstep` is the command line."""

from specstep.entrypoints.cli import main

if __name__ == "__main__":
    main()
