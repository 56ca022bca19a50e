"""A Word file that came back: opened with limits, and read with what Word recorded in it."""
