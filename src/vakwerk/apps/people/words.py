"""Sentences of this app."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from vakwerk.apps.people.models import AccountEvent
from vakwerk.apps.people.terms import AccountEventKind

# How one logged in, as it is kept with the event and as it is said.
WAYS = {
    "password": gettext_noop("with your password"),
    "passkey": gettext_noop("with a passkey"),
    "code": gettext_noop("with a code"),
    "provider": gettext_noop("through another organisation"),
    "letter": gettext_noop("with a letter"),
}


def detail(event: AccountEvent) -> str:
    """What more there is to say about an event, in the reader's language (it is kept in words of ours)."""
    if event.kind not in (AccountEventKind.LOGGED_IN, AccountEventKind.SESSION_ENDED):
        return event.detail
    ways, _bar, kept = event.detail.rpartition("|")
    said = [_(WAYS[way]) for way in ways.split("+") if way in WAYS]
    return ", ".join([*said, device_in_words(kept)] if kept else said)


def device(user_agent: str) -> str:
    """A browser and a machine in words (“Firefox on Windows”); says so when they are not known."""
    return device_in_words(device_of(user_agent))


# The first that is found counts: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_MACHINES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> str:
    """Browser and machine as they are kept: `Firefox/Windows`, either of them empty when not known."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    machine = next((name for sign, name in _MACHINES if sign in user_agent), "")
    return f"{browser}/{machine}"


def device_in_words(kept: str) -> str:
    """What `device_of` kept, in the reader's language."""
    browser, _slash, machine = kept.partition("/")
    if browser and machine:
        return _("%(browser)s on %(machine)s") % {"browser": browser, "machine": machine}
    return browser or machine or _("Unknown device")
