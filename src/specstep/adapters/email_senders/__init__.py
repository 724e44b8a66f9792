"""Those who carry e-mail."""
