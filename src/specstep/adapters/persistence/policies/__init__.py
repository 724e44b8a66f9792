"""The plans of the policy engine, carried out on our database."""
