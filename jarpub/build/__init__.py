"""Which files are out of date, making them, and putting them into the output folder."""
