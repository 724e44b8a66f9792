"""Options that many commands have."""

from typing import Annotated

from cyclopts import Parameter

Json = Annotated[bool, Parameter(name="--json", negative="")]
"""One JSON object on standard output, for programs."""
