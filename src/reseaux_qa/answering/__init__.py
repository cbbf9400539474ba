"""Question → answer: what the records and the sentences say, in French, cited."""
