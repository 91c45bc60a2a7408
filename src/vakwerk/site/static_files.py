"""Static files with a fingerprint in their name, once they have been collected."""

from __future__ import annotations

from whitenoise.storage import (  # type: ignore[import-untyped]  # whitenoise has no types
    CompressedManifestStaticFilesStorage,
)


class Fingerprinted(CompressedManifestStaticFilesStorage):
    """Plain names until `collectstatic` has run (tests, building), fingerprints afterwards."""

    def stored_name(self, name: str) -> str:
        """The name as it is asked for by the browser."""
        stored: str = super().stored_name(name) if self.hashed_files else name
        return stored
