"""How hard the properties look: a seeded slice in the suite, far more in the soak.

``make test`` runs the profile "suite": the same cases every time, so a red run is red again.
``make soak`` sets VAKWERK_SOAK=1: new cases every time, and many of them.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SOAKING = os.environ.get("VAKWERK_SOAK", "0") not in {"", "0"}
SOAK_EXAMPLES = int(os.environ.get("VAKWERK_SOAK_EXAMPLES", "100000"))
_SLOW_IS_FINE = [HealthCheck.too_slow]


def register() -> None:
    """Register both profiles and load the one that is asked for."""
    settings.register_profile(
        "suite",
        derandomize=True,
        max_examples=60,
        deadline=None,
        database=None,
        suppress_health_check=_SLOW_IS_FINE,
    )
    settings.register_profile(
        "soak",
        max_examples=SOAK_EXAMPLES,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=_SLOW_IS_FINE,
    )
    settings.load_profile("soak" if SOAKING else "suite")


def cases(in_suite: int) -> settings:
    """Decorator for a property with its own number of cases in the suite; the soak's in the soak."""
    return settings(max_examples=max(in_suite, SOAK_EXAMPLES) if SOAKING else in_suite)
