"""Words and turns → question: links, limits, intent, dialogue."""
