"""From an interview to a finished package: the durable pipeline and its use cases."""
