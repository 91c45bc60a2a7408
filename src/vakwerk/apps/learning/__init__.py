"""Providers of learning: the attendance they post, and what people say against it."""
