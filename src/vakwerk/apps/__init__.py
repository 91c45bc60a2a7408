"""The Django part of Vakwerk: one package per part of the work, importing only downward.

Order of dependence: desk > register > dossier > people.
"""
