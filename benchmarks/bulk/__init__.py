"""Deciding about everybody, by Vakwerk and by what others would take for it: the contenders and what measures them.

Every `by_…` is a program that runs by itself: `python -m bulk.by_pandas POPULATION OUT`, from the folder `benchmarks`.
"""
