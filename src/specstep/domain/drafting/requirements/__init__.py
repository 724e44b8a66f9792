"""From facts to requirements: what each statement obliges the system to do, in an EARS form."""
