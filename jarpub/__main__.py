"""python -m jarpub, the same as the command jarpub."""

import sys

from jarpub.cli import jarpub

sys.exit(jarpub())
