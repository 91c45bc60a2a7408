"""Vakwerk: open register and lifelong-development system of the social professions."""

__version__ = "0.1.0"
