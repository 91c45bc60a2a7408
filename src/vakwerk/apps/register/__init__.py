"""The register of Vakwerk itself: registrations, decisions and the public register."""
