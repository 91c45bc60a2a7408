"""Everybody is counted once, goes on where a worker stopped, and leaves nothing behind that may not be kept."""

from __future__ import annotations

import datetime as dt
import stat
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone
from tests.apps.outlook.conftest import NORM, counted, fill

from vakwerk.apps.outlook import actions, counting, folders, queries, refusals, tasks
from vakwerk.apps.outlook.models import Count, Population, Scenario
from vakwerk.apps.outlook.terms import State, Why

OTHER = "skj-jeugd-en-gezinsprofessional"


@pytest.fixture(autouse=True)
def _done_when_committed(django_capture_on_commit_callbacks: Any) -> Iterator[None]:
    with django_capture_on_commit_callbacks(execute=True):
        yield


def there() -> set[str]:
    return {folder.name.partition("-")[0] for folder in folders.root().iterdir()}


def test_asked_twice_it_is_counted_once(registrar: Any) -> None:
    first = actions.ask_count(norm=NORM, account=registrar)
    assert actions.ask_count(norm=NORM, account=registrar) == first
    assert Count.objects.count() == 1


def test_what_has_nothing_adjustable_is_refused(registrar: Any) -> None:
    for name in ("no-such-norm", "skgv-geestelijk-verzorger"):
        with pytest.raises(refusals.NothingToTry):
            actions.ask_count(norm=name, account=registrar)


def test_a_count_has_everybody_in_folders_for_its_owner_only(registrar: Any) -> None:
    fill(30)
    count = counted(registrar)
    assert (count.state, count.people, count.done, count.whole) == (State.READY, 30, 1, 1)
    for folder in (folders.root(), folders.run_folder(count.pk), folders.population_folder(count.pk)):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    run = counting.run_of(count.pk)
    assert run.people == 30
    assert run.outcomes()[2] == 30, "the people of this test meet the norm"


def test_two_norms_of_a_day_share_one_population_unless_new_figures_are_asked(registrar: Any) -> None:
    fill(3)
    counted(registrar)
    counted(registrar, OTHER)
    assert Population.objects.count() == 1
    fill(2)
    key = actions.ask_count(norm=OTHER, account=registrar, anew=True)
    assert counting.carry_out(key)
    assert Count.objects.get(pk=key).people == 5
    assert Count.objects.filter(norm=OTHER).count() == 1, "the earlier count of this norm goes"


def test_a_worker_that_is_killed_leaves_parts_and_the_next_goes_on(
    registrar: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(5)
    monkeypatch.setattr(counting, "PART_SIZE", 2)
    key, seen = actions.ask_count(norm=NORM, account=registrar), []
    real = actions.keep_done

    def killed(**said: Any) -> None:
        real(**said)
        seen.append(said["done"])
        if said["done"] == 2:
            raise KeyboardInterrupt  # no handler of ours runs: as when the process is gone

    monkeypatch.setattr(actions, "keep_done", killed)
    with pytest.raises(KeyboardInterrupt):
        counting.carry_out(key)
    row = Count.objects.get(pk=key)
    assert (row.state, row.done, row.whole) == (State.BUSY, 2, 3)
    assert not counting.carry_out(key), "nobody takes over while the lease lasts"
    later = timezone.now() + actions.LEASE * 2
    assert actions.wake_what_died(at=later) == 1
    monkeypatch.setattr(actions, "keep_done", lambda **said: (seen.append(said["done"]), real(**said)))
    seen.clear()
    assert counting.carry_out(key)
    assert seen == [2, 3], "what was done is not done again"


def test_stopped_it_stays_stopped_and_goes_on_when_asked(
    registrar: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(5)
    monkeypatch.setattr(counting, "PART_SIZE", 2)
    key, real = actions.ask_count(norm=NORM, account=registrar), actions.keep_done

    def stopped_after_one(**said: Any) -> None:
        real(**said)
        if said["done"] == 1:
            actions.stop_count(norm=NORM)

    monkeypatch.setattr(actions, "keep_done", stopped_after_one)
    assert not counting.carry_out(key)
    assert Count.objects.get(pk=key).state == State.STOPPED
    assert not counting.carry_out(key), "a stopped count is not taken up by itself"
    seen: list[int] = []
    monkeypatch.setattr(actions, "keep_done", lambda **said: (seen.append(said["done"]), real(**said)))
    assert actions.ask_count(norm=NORM, account=registrar) == key
    assert counting.carry_out(key)
    assert seen == [2, 3], "two parts were done when it noticed that it was stopped"
    with pytest.raises(refusals.NothingCounts):
        actions.stop_count(norm=NORM)


def test_what_goes_wrong_is_told_and_can_be_tried_again(
    registrar: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(3)
    key = actions.ask_count(norm=NORM, account=registrar)
    with monkeypatch.context() as broken:
        broken.setattr(counting, "run_here", lambda *_a, **_k: (_ for _ in ()).throw(OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            counting.carry_out(key)
    row = Count.objects.get(pk=key)
    assert (row.state, row.why) == (State.FAILED, Why.TECHNICAL)
    assert actions.ask_count(norm=NORM, account=registrar) == key
    assert counting.carry_out(key)


def test_a_disagreement_shows_nothing(registrar: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from vakwerk.engines.bulk import Disagreement

    def disagree(*_a: Any, **_k: Any) -> Any:
        raise Disagreement(["somebody"])

    fill(3)
    key = actions.ask_count(norm=NORM, account=registrar)
    monkeypatch.setattr(counting, "run_here", disagree)
    assert not counting.carry_out(key)
    assert Count.objects.get(pk=key).why == Why.DISAGREEMENT
    assert queries.counts_of(NORM).ready is None


def test_a_count_of_another_text_of_the_norm_does_not_fit(registrar: Any) -> None:
    fill(2)
    count = counted(registrar)
    assert queries.counts_of(NORM).ready == count
    Count.objects.filter(pk=count.pk).update(digest="0" * 64)
    assert queries.counts_of(NORM).ready is None


# --- nothing stays that may not -------------------------------------------------------------------------------------


def test_when_somebody_is_erased_every_count_goes_at_once(
    registrar: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from vakwerk.apps.people import stores

    someone = fill(3)[0]
    counted(registrar)
    assert there() == {"people", "run"}
    with django_capture_on_commit_callbacks(execute=True):
        for store in stores.stores():
            store.erase(someone.pk, timezone.now())
    assert not Count.objects.exists()
    assert not Population.objects.exists()
    assert there() == set()


def test_when_somebody_freezes_their_data_the_counts_go_and_the_next_is_without_them(
    registrar: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from vakwerk.apps.sharing import rights

    someone = fill(3)[0]
    counted(registrar)
    assert not actions.forget_who_stopped()
    rights.restrict(person=someone)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_who_stopped()
    assert there() == set()
    assert counted(registrar).people == 2


def test_a_count_of_a_population_that_made_way_is_not_forgotten_when_somebody_freezes(
    registrar: Any, django_capture_on_commit_callbacks: Any
) -> None:
    from vakwerk.apps.sharing import rights

    someone = fill(3)[0]
    counted(registrar, OTHER)
    rights.restrict(person=someone)
    with django_capture_on_commit_callbacks(execute=True):
        key = actions.ask_count(norm=NORM, account=registrar, anew=True)
        assert counting.carry_out(key)
    assert Population.objects.get().people == 2
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_who_stopped(), "the run of the other norm still holds who froze"
    assert there() == set()


def test_somebody_who_freezes_while_everybody_is_read_is_not_kept(
    registrar: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vakwerk.apps.register import populations
    from vakwerk.apps.sharing import rights

    someone = fill(3)[0]
    real = populations.write

    def frozen_after_reading(*args: Any, **more: Any) -> Any:
        made = real(*args, **more)
        rights.restrict(person=someone)
        return made

    monkeypatch.setattr(populations, "write", frozen_after_reading)
    key = actions.ask_count(norm=NORM, account=registrar)
    assert not counting.carry_out(key)
    assert not Population.objects.exists()
    assert "people" not in there()


def test_old_counts_and_strays_go_every_day(registrar: Any, django_capture_on_commit_callbacks: Any) -> None:
    import os

    fill(2)
    counted(registrar)
    stray = folders.made(folders.run_folder(uuid.uuid4()))
    os.utime(stray, (0, 0))
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.keep_counts_fresh.call() == 1
    assert there() == {"people", "run"}
    later = timezone.now() + dt.timedelta(days=actions.KEPT_DAYS + 2)
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget_old(at=later)
    assert there() == set()


def test_removed_is_removed(registrar: Any, django_capture_on_commit_callbacks: Any) -> None:
    fill(2)
    counted(registrar)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_counts(norm=NORM)
    assert there() == set()
    with pytest.raises(refusals.NothingCounts):
        actions.remove_counts(norm=NORM)


def test_no_table_holds_anything_about_who_was_counted(registrar: Any) -> None:
    someone = fill(1, town="Geheimstad")[0]
    counted(registrar)
    texts = [
        str(value)
        for table in (Count, Population, Scenario)
        for row in table.objects.values()
        for value in row.values()
    ]
    assert texts
    assert not any("Geheimstad" in text or str(someone.pk) in text for text in texts)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_while_everybody_is_read_in_a_transaction_that_only_reads_progress_is_still_kept() -> None:
    """On SQLite the journeys do this with a real worker; the database of these tests is in memory, with one writer."""
    from tests.apps.outlook.conftest import make_account

    fill(5)
    account = make_account("registrator", "registrar")
    key = actions.ask_count(norm=NORM, account=account)
    assert counting.carry_out(key)
    row = Count.objects.get(pk=key)
    assert (row.written, row.people) == (5, 5)
