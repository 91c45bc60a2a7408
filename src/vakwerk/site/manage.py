"""Django's own commands with our settings: `python -m vakwerk.site.manage migrate`."""

from __future__ import annotations

import os
import sys


def main(arguments: list[str] | None = None) -> None:
    """Runs one of Django's commands; `arguments` are those after the program's name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vakwerk.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["vakwerk-manage", *(sys.argv[1:] if arguments is None else arguments)])


if __name__ == "__main__":
    main()
