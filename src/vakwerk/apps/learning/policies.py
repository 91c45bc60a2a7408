"""Who may do what here. A provider posts for the own organisation, as long as the role lasts."""

from __future__ import annotations

from typing import Any

import rules
from django.utils import timezone

from vakwerk.apps.learning import queries
from vakwerk.apps.people import queries as people


@rules.predicate
def posts_for(account: people.Visitor, organisation_id: Any = None) -> bool:
    """A provider of this organisation today; without an organisation: of any."""
    houses = {house.pk for house in queries.organisations_of(account, timezone.localdate())}
    return bool(houses) if organisation_id is None else organisation_id in houses


@rules.predicate
def has_person(account: people.Visitor, _subject: object = None) -> bool:
    """Somebody with a dossier, about whom a provider may have posted something."""
    return people.person_of(account=account) is not None


rules.add_perm("learning.post_attendance", posts_for)
rules.add_perm("learning.see_own", has_person)
