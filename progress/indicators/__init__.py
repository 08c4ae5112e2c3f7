"""What a city measures over time: numbers as people write them, and what must not be shown."""
