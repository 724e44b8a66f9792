"""Scanners that find secrets in what people write."""
