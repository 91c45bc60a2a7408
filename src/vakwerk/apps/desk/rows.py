"""Requirements as rows to read: a bar with its numbers in words, what is missing, and the facts with their reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from vakwerk.apps.desk.shapes import Line, Lines, Part, Row
from vakwerk.apps.desk.words import amount
from vakwerk.apps.dossier import details
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.dossier.words import language
from vakwerk.core.amounts import Unit
from vakwerk.core.dossier import Dossier, Fact, Work
from vakwerk.core.norms import Assessment, FactResult, Outcome, RequirementResult
from vakwerk.core.norms.conditions import Accredited
from vakwerk.core.norms.model import AllOf, AnyOf, Group, IfThen, Requirement, Spread, Total
from vakwerk.core.norms.words import (
    refusal_sentence,
    requirement_title,
    result_text,
)
from vakwerk.core.norms.words.titles import title_words

STATE_OF = {Outcome.MET: "ok", Outcome.NOT_MET: "todo", Outcome.UNDETERMINED: "unknown"}
Href = Callable[[str], str]


def nowhere(_fact_id: str) -> str:
    """For readers who may not open the fact itself."""
    return ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One assessment being put into rows. `most` is how many facts are shown at a requirement."""

    assessment: Assessment
    facts: dict[str, Fact]
    href: Href
    most: int

    @classmethod
    def of(cls, assessment: Assessment, dossier: Dossier, href: Href, most: int) -> Reading:
        """With the facts by id."""
        counted = (*dossier.activities, *dossier.work)
        return cls(assessment, {fact.id: fact for fact in counted}, href, most)

    def rows(self) -> tuple[Row, ...]:
        """The requirements as the reader meets them, in the file's order."""
        result = self.assessment.result
        if result is None:
            return ()
        rows = tuple(self._rows(result))
        # Where it is not known what leave does, a shortfall is not said to be one.
        return tuple(map(_unsure, rows)) if self._leave_unknown else rows

    @property
    def _leave_unknown(self) -> bool:
        return "relief-not-established" in self.assessment.notes

    def lines_nowhere(self) -> Lines | None:
        """The facts that are not eligible under this norm at all; None when there are none."""
        stories = [story for story in self.assessment.facts if _refused_at(story) == ""]
        return self._lines(stories, None) if stories else None

    # --- requirements -------------------------------------------------------------------------------------------------

    def _rows(self, result: RequirementResult) -> Iterator[Row]:
        node = result.requirement
        if isinstance(node, AllOf):
            for child in result.children:
                yield from self._rows(child)
        elif isinstance(node, IfThen):
            yield from self._conditional(result)
        elif isinstance(node, AnyOf):
            yield self._choice(result, node)
        elif isinstance(node, Total | Spread):
            yield self._bar(result)
        else:
            yield self._check(result)

    def _conditional(self, result: RequirementResult) -> Iterator[Row]:
        """What is asked only of some: nothing when it is not asked, quiet when it is not known whether it is."""
        condition, then = result.children
        if not result.applies:
            return
        rows = self._rows(then)
        if condition.outcome is Outcome.UNDETERMINED and then.outcome is not Outcome.MET:
            why = _("Only asked for: %(condition)s. Your dossier does not say whether that is so.")
            note = why % {"condition": title_words(condition.requirement, language())}
            yield from (replace(row, state="unknown", bar_state="unknown", note=note) for row in rows)
            return
        because = _("Asked because: %(condition)s.") % {
            "condition": title_words(condition.requirement, language())
        }
        yield from (replace(row, because=because) for row in rows)

    def _choice(self, result: RequirementResult, node: AnyOf) -> Row:
        if node.number == 1:
            title = _("One of these is enough")
        else:
            title = _("At least %(number)s of these") % {"number": node.number}
        if node.title is not None:
            title = f"{requirement_title(node, language())}: {title[:1].lower()}{title[1:]}"
        state = STATE_OF[result.outcome]
        rows = tuple(_without_note(row) for child in result.children for row in self._way(child))
        if result.outcome is Outcome.MET:
            # What one need not do is not missing.
            rows = tuple(_calm(row) for row in rows)
        return Row(result.id, "choice", state, title, note=self._decided(result), rows=rows)

    def _way(self, result: RequirementResult) -> Iterator[Row]:
        """One way out of several: what it asks stands together when that is more than one thing."""
        node, rows = result.requirement, tuple(self._rows(result))
        if not isinstance(node, AllOf) or len(rows) < 2:
            yield from rows
            return
        title = _("All of this together")
        if node.title is not None:
            title = f"{requirement_title(node, language())}: {title[:1].lower()}{title[1:]}"
        yield Row(result.id, "choice", STATE_OF[result.outcome], title, note=self._decided(result), rows=rows)

    def _check(self, result: RequirementResult) -> Row:
        state = STATE_OF[result.outcome]
        note = self._decided(result)
        if not note and result.outcome is Outcome.NOT_MET:
            note = _("This is not in your dossier, or it is no longer valid.")
            if result.need is not None and result.low:
                note = _("It does not cover your whole period so far.")
        elif not note and result.outcome is Outcome.UNDETERMINED:
            note = _("Your dossier does not say this, so it can not be established.")
        return Row(result.id, "check", state, requirement_title(result.requirement, language()), note=note)

    def _bar(self, result: RequirementResult) -> Row:
        have, of = _split(result_text(result, language()))
        if result.unit is Unit.PIECES and result.need is not None:
            have, of = str(result.low), _("of %(number)s") % {"number": result.need}
        node = result.requirement
        share = 1.0 if not result.need else min(1.0, result.low / result.need)
        lines = self._lines_of(result) if isinstance(node, Total) else None
        return Row(
            result.id,
            "bar",
            STATE_OF[result.outcome],
            requirement_title(node, language()),
            have,
            of,
            None if _is_unset(node) else share,
            # A sum that is there is not shown as missing because one of its parts is.
            "ok" if result.need is not None and result.low >= result.need else STATE_OF[result.outcome],
            self._decided(result) or self._missing(result),
            tuple(self._parts(result.children, 0)),
            lines=lines,
        )

    def _missing(self, result: RequirementResult) -> str:
        if _is_unset(result.requirement):
            return _("The source names no total, so this can not be established. Ask %(owner)s.") % {
                "owner": self.assessment.norm.owner
            }
        if result.outcome is Outcome.UNDETERMINED:
            return _("Not everything about it is known, so it can not be established yet.")
        if result.outcome is Outcome.MET:
            return ""
        if result.short and result.unit is not None:
            return _("You lack %(amount)s.") % {"amount": amount(result.short, result.unit)}
        return ""  # the sum itself is there; what is missing stands at its parts

    def _decided(self, result: RequirementResult) -> str:
        if result.decided_by is None:
            return ""
        return _("Taken as met by a decision about your situation (hardship clause).")

    def _parts(self, results: Sequence[RequirementResult], depth: int) -> Iterator[Part]:
        for result in results:
            node = result.requirement
            assert isinstance(node, Group)  # a sum holds nothing else
            text = f"{requirement_title(node, language())}: {result_text(result, language())}"
            state, why = STATE_OF[result.outcome], ""
            if node.not_established:
                why = _("The source does not say how much is needed.")
            elif result.outcome is Outcome.NOT_MET and result.short and result.unit is not None:
                why = _("You lack %(amount)s.") % {"amount": amount(result.short, result.unit)}
            elif result.surplus and result.unit is not None:
                counts = amount(result.value, result.unit)
                why = _("%(amount)s of it counts; more than that adds nothing.") % {"amount": counts}
            elif node.cap is not None and node.cap.amount is not None:
                most = amount(node.cap.amount.value, node.cap.amount.unit)
                why = _("At most %(amount)s counts.") % {"amount": most}
            yield Part(result.id, state, text, why, min(depth, 3))
            yield from self._parts(result.children, depth + 1)

    # --- facts --------------------------------------------------------------------------------------------------------

    def _lines_of(self, result: RequirementResult) -> Lines:
        ids = {below.id for below in result.walk()}
        stories = [
            story
            for story in self.assessment.facts
            if any(entry.requirement == result.id for entry in story.counted) or _refused_at(story) in ids
        ]
        return self._lines(stories, result)

    def _lines(self, stories: Sequence[FactResult], result: RequirementResult | None) -> Lines:
        kept = [story for story in stories if story.fact in self.facts]
        kept.sort(key=lambda story: _day(self.facts[story.fact]), reverse=True)
        counting = [story for story in kept if story.counted]
        refused = [story for story in kept if not story.counted]
        # Half of the room for each; what one does not need, the other gets.
        for_refused = max(self.most - len(counting), self.most // 2)
        first = refused[:for_refused]
        chosen = [*counting[: self.most - len(first)], *first]
        return Lines(
            tuple(self.line(story, result.requirement if result else None) for story in chosen),
            len(counting),
            len(refused),
            len(kept) - len(chosen),
        )

    def line(self, story: FactResult, node: Requirement | None) -> Line:
        """One fact, seen from one requirement (or from the whole norm)."""
        fact = self.facts[story.fact]
        when = details.line_of(fact).rsplit(" · ", 1)[-1]
        text = f"{facts_words.title_of(fact)}, {when}"
        href = self.href(fact.id)
        entry = next((one for one in story.counted if node is None or one.requirement == node.id), None)
        if entry is None:
            return Line("todo", text, "", self.reason(story, node), href)
        if entry.low < entry.high:
            most = amount(entry.high, entry.unit)
            why = _("Something is not filled in, so at most %(amount)s may count.") % {"amount": most}
            if isinstance(fact, Work) and self._leave_unknown:
                why = _("It is not known what your leave does here; at most %(amount)s may count.") % {
                    "amount": most
                }
            return Line("unknown", text, amount(entry.low, entry.unit), why, href)
        over = max((one.surplus for one in story.counted), default=0)
        why = ""
        if over:
            why = _("%(amount)s of it is above the maximum.") % {"amount": amount(over, entry.unit)}
        return Line("ok", text, amount(entry.low, entry.unit), why, href)

    def reason(self, story: FactResult, node: Requirement | None = None) -> str:
        """Why a fact counts nowhere, in a sentence; at the requirement itself its name is left out."""
        refusal = story.reason
        if refusal is None:
            return ""
        if node is not None and refusal.requirement == node.id:
            refusal = replace(refusal, requirement="")
        why = refusal_sentence(refusal, self.assessment, language())
        if isinstance(refusal.condition, Accredited) and refusal.condition.wanted:
            return capfirst(why)  # it says itself that it does not count yet, and what to do
        return _("Does not count: %(reason)s") % {"reason": why}

    def told(self, story: FactResult) -> tuple[Line, ...]:
        """Everything this norm says of one fact: where it counts, and every refusal with its reason."""
        titles = {r.id: requirement_title(r.requirement, language()) for r in self._all()}
        counted = [
            Line(
                "ok" if one.low == one.high else "unknown",
                titles.get(one.requirement, one.requirement),
                amount(one.low, one.unit),
            )
            for one in story.counted
        ]
        refused = [
            Line("todo", capfirst(refusal_sentence(refusal, self.assessment, language())))
            for refusal in story.refused
        ]
        return (*counted, *refused)

    def _all(self) -> Iterator[RequirementResult]:
        if self.assessment.result is not None:
            yield from self.assessment.result.walk()


def _is_unset(node: Requirement) -> bool:
    return isinstance(node, Total) and node.group.not_established


def _without_note(row: Row) -> Row:
    return replace(row, note="", rows=tuple(_without_note(below) for below in row.rows))


def _calm(row: Row) -> Row:
    if row.state == "ok":
        return row
    rows = tuple(_calm(below) for below in row.rows)
    return replace(row, state="unknown", bar_state="unknown", note="", parts=(), rows=rows)


def _unsure(row: Row) -> Row:
    if row.state != "todo":
        return row
    note = _("Without knowing what your leave does: %(note)s") % {"note": row.note} if row.note else ""
    return replace(row, state="unknown", bar_state="unknown", note=note)


def _refused_at(story: FactResult) -> str | None:
    """At which requirement a fact that counts nowhere was refused; "" for the whole norm, None when it counts."""
    if story.counted or story.reason is None:
        return None
    return story.reason.requirement


def _day(fact: Fact) -> dt.date:
    return getattr(fact, "completed_on", None) or getattr(fact, "since", None) or dt.date.max


def _split(text: str) -> tuple[str, str]:
    """ "48 van 60 uur" as ("48", "van 60 uur"), so that what one has can stand out."""
    for word in (" van ", " of "):
        have, found, need = text.partition(word)
        if found:
            return have, f"{word.strip()} {need}"
    return text, ""
