"""The demo world: made-up professionals with dossiers in which every norm's interesting cases occur.

Everything but `filling` is plain Python: equal seeds and dates give equal people. How they are spread, and where that
comes from, stands in `docs/reference/demo-world.md`.
"""
