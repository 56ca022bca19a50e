"""python -m jarpub, the same as the command jarpub."""

import sys

from jarpub.cli.main import main

sys.exit(main())
