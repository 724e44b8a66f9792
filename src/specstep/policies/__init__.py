"""The privacy policy as values, rules and properties; usable without the rest of SpecStep."""
