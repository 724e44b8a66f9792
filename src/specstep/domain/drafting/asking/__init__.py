"""How the offline interviewer words its questions."""
