"""Commands that messages advise, as they are typed where the program is called by some name; quick to import."""

import re

# What a message holds, such as `{command} approve IA1`: the words before "approve" differ from place to place.
COMMAND = re.compile(r"`\{command\}([^`]*)`")


def as_typed(text: str, program: str) -> str:
    """The text with each command as it is typed where the program is called like this."""
    return COMMAND.sub(lambda found: f"{program}{found[1]}", text)
