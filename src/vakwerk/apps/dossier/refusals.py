"""Why a dossier does not take something: one refusal per reason, each with the data its sentence needs."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext_lazy as _

from vakwerk.apps.dossier import words
from vakwerk.apps.refusal import Refusal
from vakwerk.core.dossier import DossierFault, Finding


class DossierRefusal(Refusal):
    """Any refusal of this app; the dossier stays as it was."""


class ImpossibleFact(DossierRefusal):
    """The fact, or the fact beside the others, can not be true. Data: findings."""

    code = "impossible-fact"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong, each with the field to look at."""
        return cast("tuple[Finding, ...]", self.data["findings"])

    @property
    def message(self) -> str:
        """A sentence for each finding."""
        return " ".join(dict.fromkeys(words.finding_sentence(finding) for finding in self.findings))


class UnreadableFact(DossierRefusal):
    """A field holds what no fact may hold: an unknown term, a text too long, a number out of range. Data: faults."""

    code = "unreadable-fact"

    @property
    def faults(self) -> tuple[DossierFault, ...]:
        """Every wrong field with its path."""
        return cast("tuple[DossierFault, ...]", self.data["faults"])

    @property
    def message(self) -> str:
        """A sentence for each fault."""
        return " ".join(words.fault_sentence(fault) for fault in self.faults)


class UnusableFactId(DossierRefusal):
    """The id can not name a fact: it does not fit in an address. Data: fact_id."""

    code = "unusable-fact-id"
    sentence = _(
        "“%(fact_id)s” can not name a fact. Use at most 100 letters, digits, hyphens, colons or underscores."
    )


class UnknownSource(DossierRefusal):
    """A source outside the closed list. Data: source."""

    code = "unknown-source"
    sentence = _("“%(source)s” is not a source of facts.")


class FactExists(DossierRefusal):
    """A fact with this id has been recorded before, or stands twice in what is recorded. Data: fact_id."""

    code = "fact-exists"
    sentence = _("This was saved before. Open it in the dossier to change it.")


class DossierNotEmpty(DossierRefusal):
    """Many dossiers are filled at once only while they are empty; this one is not. Data: person."""

    code = "dossier-not-empty"
    sentence = _("There is something in this dossier already. Add to it fact by fact.")


class NoSuchFact(DossierRefusal):
    """The person has no (standing) fact with this id. Data: fact_id."""

    code = "no-such-fact"
    sentence = _("This is not in the dossier, or no longer. Look at the dossier for what is there now.")


class FactNotWithdrawn(DossierRefusal):
    """There is nothing to put back: the fact stands. Data: fact_id."""

    code = "fact-not-withdrawn"
    sentence = _("This is in the dossier already; there is nothing to put back.")


class StaleVersion(DossierRefusal):
    """Someone changed the fact after it was read. Data: fact_id, expected, current."""

    code = "stale-version"
    sentence = _(
        "This was changed in the meantime, perhaps by you in another window. "
        "Compare what you typed with what is there now and save again."
    )


class OtherKind(DossierRefusal):
    """A change may not turn one kind of fact into another. Data: fact_id, kind, asked."""

    code = "other-kind"
    sentence = _("This can not become another kind of fact. Withdraw it and add the other one.")


class KeptByRegister(DossierRefusal):
    """Only the register enters and changes this. Data: fact_id."""

    code = "kept-by-register"
    sentence = _("The register keeps this. If it is not right, ask the register to correct it.")


class TakenBackByProvider(DossierRefusal):
    """A provider entered and took it back, or its owner objected: putting back goes by the provider. Data: fact_id."""

    code = "taken-back-by-provider"
    sentence = _("The provider took this back. Did you take part? Then ask the provider to put it back.")


class AlreadyRecognised(DossierRefusal):
    """The person is already under this norm; its periods belong to that one recognition. Data: norm, fact_id."""

    code = "already-recognised"
    field = "norm"
    sentence = _("This recognition is in the dossier already. Open it to change its number or period.")


class RefusedFile(DossierRefusal):
    """Any file that is not taken. What was typed beside it is not lost."""

    code = "refused-file"
    field = "file"


class EmptyFile(RefusedFile):
    """There is nothing in the file. Data: name."""

    code = "empty-file"
    sentence = _("The file “%(name)s” is empty. Choose it again, or take a new photo.")


class FileTooLarge(RefusedFile):
    """The file holds more bytes than is allowed. Data: name, size and most in megabytes."""

    code = "file-too-large"
    sentence = _(
        "The file “%(name)s” is %(size)s MB; at most %(most)s MB fits. Take a photo of the page, or split it."
    )


class UnknownFileType(RefusedFile):
    """The content is none of the kinds of file that are kept. Data: name."""

    code = "unknown-file-type"
    sentence = _(
        "The file “%(name)s” is not a PDF or a photo (JPEG, PNG, WebP). Save it as a PDF, or take a photo."
    )


class FileIsNotWhatItSays(RefusedFile):
    """The content is of another kind than the name says. Data: name, says, holds."""

    code = "file-is-not-what-it-says"
    sentence = _(
        "The file “%(name)s” says it is %(says)s, but it is %(holds)s inside. "
        "Save it again in the program it comes from, or take a photo."
    )


class BrokenFile(RefusedFile):
    """The content begins as it should but can not be read to the end. Data: name."""

    code = "broken-file"
    sentence = _(
        "The file “%(name)s” is damaged and can not be opened. Choose it again, or take a new photo."
    )


class TooManyPixels(RefusedFile):
    """A picture so large that opening it would use up the machine. Data: name, most in megapixels."""

    code = "too-many-pixels"
    sentence = _(
        "The picture “%(name)s” is too large: at most %(most)s megapixels fit. Take a smaller photo."
    )


class ActivePdf(RefusedFile):
    """A PDF that runs something when it is opened. Data: name."""

    code = "active-pdf"
    sentence = _(
        "The PDF “%(name)s” runs a script or a program when it is opened, and such a PDF is not kept. "
        "Print it to a new PDF, or take a photo of it."
    )


class TooManyFiles(RefusedFile):
    """The fact has as many files as one fact may have. Data: fact_id, most."""

    code = "too-many-files"
    sentence = _("There are %(most)s files here already, and more do not fit. Remove one first.")


class NotToBeKept(RefusedFile):
    """A file of this fact may not be kept at all: a standing document is only seen. Data: fact_id."""

    code = "not-to-be-kept"
    sentence = _(
        "Vakwerk only keeps that this document was seen, never the document itself. You need not send it."
    )


class NoSuchEvidence(DossierRefusal):
    """The person has no such file. Data: evidence_id."""

    code = "no-such-evidence"
    sentence = _("This file is not in the dossier, or no longer.")


class DossierErased(DossierRefusal):
    """A dossier as it was once known, asked for after its owner had it erased. Data: erased_on."""

    code = "dossier-erased"
    sentence = _("This can not be repeated: the dossier was erased on %(erased_on)s.")
