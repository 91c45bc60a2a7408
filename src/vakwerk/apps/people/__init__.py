"""Accounts, people, organisations and roles; who may see what, and who saw what."""
