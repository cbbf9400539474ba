"""Questions in French about a city's networks of cities, answered from its own page, every sentence cited."""
