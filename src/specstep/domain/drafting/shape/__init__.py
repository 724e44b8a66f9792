"""What the facts and requirements call for, before anybody draws a box: concerns, limits, named technologies."""
