"""Word forms and phrases that the drafter needs to turn a person's sentence into an obligation."""
