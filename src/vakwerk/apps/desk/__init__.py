"""The pages that join rooms (Mijn stand, quick add, search). Owns no tables."""
