"""What agents ask of language models, as typed values."""
