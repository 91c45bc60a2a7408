"""Why something is not brought in or handed in: one refusal per reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vakwerk.apps.refusal import Refusal


class PortalRefusal(Refusal):
    """Any refusal of this app; nothing was changed."""


class UnreadableFile(PortalRefusal):
    """The file can not be read as a table. Data: reason (one of `core.exchange.tables.CODES`), and what it needs."""

    code = "unreadable-file"
    field = "file"
    sentences: ClassVar[Mapping[str, str | Promise]] = {
        "empty": _("There is nothing in it that can be read. Choose the file again, or export it once more."),
        "too-large": _("This is larger than %(most)s MB. Export a shorter period, or split the table."),
        "old-excel": _(
            "This is an old Excel file (.xls), or one with a password. Open it, choose “Save as” and "
            "“Excel workbook (.xlsx)”, without a password."
        ),
        "pdf": _(
            "This is a PDF, and no table can be read from it. Export it as Excel or CSV, or copy the table "
            "and paste it below."
        ),
        "html": _(
            "This is a web page, even if its name says it is a spreadsheet. Open it in Excel or LibreOffice "
            "and save it as .xlsx, or copy the table and paste it below."
        ),
        "word": _("This is a text document. Copy the table in it and paste it below."),
        "open-document": _(
            "This is an OpenDocument file (.ods or .odt). Open it and save it as Excel workbook (.xlsx) or CSV."
        ),
        "picture": _(
            "This is a picture. Add it as proof with an activity; a table can not be read from it here."
        ),
        "zip": _("This is a packed file (ZIP). Unpack it and choose the table that is in it."),
        "binary": _("This is no text and no spreadsheet. Export it as Excel (.xlsx) or CSV."),
        "lies": _(
            "The name ends in .%(says)s, but something else is inside. Give it its right name, or export it once more."
        ),
        "broken": _(
            "The file is damaged and can not be read to the end. Export it once more, or copy the table and paste it."
        ),
        "packed-too-tight": _(
            "Unpacked this file is so large that it would use up the machine. Copy only the table into a new "
            "workbook and save that."
        ),
        "too-many-rows": _(
            "There are more than %(most)s lines in it. Export a shorter period, or split the table."
        ),
        "too-many-columns": _(
            "Line %(line)s has more than %(most)s columns. Keep only the columns with your activities."
        ),
        "cell-too-long": _("Cell %(address)s holds more than %(most)s characters. Shorten it."),
        "no-table": _(
            "No columns can be found in it. Export it as Excel (.xlsx) or CSV, or copy the table and paste it."
        ),
        "broken-calendar": _("This calendar file can not be read. Export it from your calendar once more."),
        "broken-dossier": _("This is not a dossier of Vakwerk. The first thing that is wrong: %(first)s"),
        "encoding": _("The text can not be read like that. Choose another way of writing."),
    }

    @property
    def message(self) -> str:
        """The sentence of its reason."""
        return str(self.sentences[str(self.data["reason"])]) % self.data


class NoSuchImport(PortalRefusal):
    """The person has no such import, or it has been thrown away. Data: import_id."""

    code = "no-such-import"
    sentence = _("This import is not there any more. Begin again with the file.")


class WrongStage(PortalRefusal):
    """This can not be done now: the import is at another stage. Data: stage."""

    code = "wrong-stage"
    sentence = _("This can not be done any more. Look at where the import is now.")


class NoSuchLine(PortalRefusal):
    """The import has no such line, or it has been taken in. Data: line."""

    code = "no-such-line"
    sentence = _("Line %(line)s can not be changed any more.")


class UnansweredColumns(PortalRefusal):
    """Something must still be said before the lines can be read. Data: questions."""

    code = "unanswered-columns"
    sentence = _("Answer the questions below first.")


class LinesWait(PortalRefusal):
    """Some lines can not be taken in yet, and nobody said to leave them. Data: count."""

    code = "lines-wait"
    sentence = _(
        "%(count)s lines can not be brought in yet. Answer them first, or tick that the rest may go without them."
    )


class NothingToTake(PortalRefusal):
    """There is no line to take in."""

    code = "nothing-to-take"
    sentence = _("There is nothing to bring in. Tick the lines that you want to bring in.")


class DayToCome(PortalRefusal):
    """A day on which something was handed in lies after today. Data: day."""

    code = "day-to-come"
    field = "on"
    sentence = _("This day is still to come. Fill in the day on which you handed it in.")


class UnknownPortal(PortalRefusal):
    """There is no portal of this name. Data: portal."""

    code = "unknown-portal"
    sentence = _("We do not know this portal.")


class NotYourFact(PortalRefusal):
    """The person has no such fact. Data: fact_id."""

    code = "not-your-fact"
    sentence = _("This is not in your dossier, or no longer.")
