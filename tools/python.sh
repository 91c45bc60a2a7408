#!/bin/sh
# Runs its arguments with the first Python 3.11 or newer that really starts, or says in one sentence what to install.
# A name on the PATH is not enough: version managers leave names there that do not run.
for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.14 python; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$candidate" "$@"
    fi
done
found=$(python3 --version 2>/dev/null || echo "no Python")
echo "Vakwerk needs Python 3.11 or newer; found: $found. Install it (Debian/Ubuntu: apt install python3 python3-venv)" >&2
echo "or name one: make run PYTHON=/path/to/python3.11" >&2
exit 2
