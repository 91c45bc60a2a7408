"""Assessments in plain words, Dutch (B1) and English: sentences a colleague would say, from the structure alone."""

from vakwerk.core.norms.words.differences import comparison_lines, difference_sentence, for_whom_sentence
from vakwerk.core.norms.words.numbers import amount_text, date_text, days_text, result_text
from vakwerk.core.norms.words.reasons import condition_text, refusal_sentence
from vakwerk.core.norms.words.sentences import (
    change_sentence,
    extension_sentence,
    headline,
    norm_status_sentence,
    note_sentence,
    outcome_sentence,
    remedy_sentence,
    shortfall_sentence,
    silence_sentence,
    subsumed_sentence,
)
from vakwerk.core.norms.words.titles import requirement_title

__all__ = [
    "amount_text",
    "change_sentence",
    "comparison_lines",
    "condition_text",
    "date_text",
    "days_text",
    "difference_sentence",
    "extension_sentence",
    "for_whom_sentence",
    "headline",
    "norm_status_sentence",
    "note_sentence",
    "outcome_sentence",
    "refusal_sentence",
    "remedy_sentence",
    "requirement_title",
    "result_text",
    "shortfall_sentence",
    "silence_sentence",
    "subsumed_sentence",
]
