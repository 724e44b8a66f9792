"""Keeps the workflow engine off consoles and logs: what it says there quotes people."""

import logging


class _Breadcrumbs(logging.Filter):
    """Passes on where the engine had something to say, never what: its texts quote exceptions and addresses."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let nothing through; tell its place elsewhere, for those who look."""
        logging.getLogger("specstep.workflows").debug(
            "engine: %s at %s:%d", record.levelname, record.module, record.lineno
        )
        return False


def silence() -> None:
    """Keep the engine off every console and log."""
    logger = logging.getLogger("dbos")
    if not any(isinstance(known, _Breadcrumbs) for known in logger.filters):
        logger.addFilter(_Breadcrumbs())
        logger.addHandler(logging.NullHandler())  # the engine adds one for the console only where there is none
