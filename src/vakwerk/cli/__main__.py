"""`python -m vakwerk.cli`."""

from __future__ import annotations

import sys

from vakwerk.cli import main

if __name__ == "__main__":
    sys.exit(main())
