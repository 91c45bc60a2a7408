"""What stands on the pages: the answer, the whole scenario in the address, and nothing about few people."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from tests.apps.outlook.conftest import MOVED, NORM, counted, fill, make_account

from vakwerk.apps.outlook import actions, counting
from vakwerk.apps.outlook.models import Count, Scenario
from vakwerk.apps.outlook.terms import State

PAGE = f"/wat-als/{NORM}"
HOURS = 60


@pytest.fixture(autouse=True)
def _done_when_committed(django_capture_on_commit_callbacks: Any) -> Iterator[None]:
    with django_capture_on_commit_callbacks(execute=True):
        yield


@pytest.fixture
def inside(client: Client, registrar: Any) -> Client:
    client.force_login(registrar)
    return client


def text_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    words = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(words))


# --- who may --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "house", "may"),
    [
        ("registrar", None, True),
        ("administrator", None, True),
        ("policy-maker", None, True),
        ("employer", ("Vereniging", "association"), True),
        ("employer", ("Werkgever", "employer"), False),
        ("professional", None, False),
        ("assessor", None, False),
    ],
)
def test_who_may_try_a_norm(client: Client, role: str, house: tuple[str, str] | None, may: bool) -> None:
    client.force_login(make_account("iemand", role, house=house))
    for address in ("/wat-als", PAGE):
        assert client.get(address).status_code == (200 if may else 403)
    assert (b"/wat-als" in client.get("/account").content) == may


# --- counting -------------------------------------------------------------------------------------------------------


def test_the_list_says_what_for_and_which_norms(inside: Client) -> None:
    from vakwerk.apps.register import standings

    fill(12)
    standings.refresh_all()
    shown = text_of(inside.get("/wat-als"))
    assert "Voordat je over een norm stemt" in shown
    assert "ongeveer 10 mensen in het register onder deze norm" in shown
    assert "niemand in het register onder deze norm" in shown
    found = text_of(inside.get("/wat-als?q=skj+oude"))
    assert "1 norm gevonden" in found
    assert "Geen norm gevonden" in text_of(inside.get("/wat-als?q=zzz"))


def test_from_nothing_to_an_answer(inside: Client) -> None:
    fill(20)
    assert "Nog niet geteld" in text_of(inside.get(PAGE))
    asked = inside.post(f"{PAGE}/tel?{MOVED}=3600")
    assert asked.headers["Location"] == f"{PAGE}?{MOVED}=3600", "what was moved is not lost"
    assert "Bezig met tellen" in text_of(inside.get(PAGE))
    assert "Bezig met tellen" in text_of(inside.get(f"{PAGE}/bezig"))
    assert counting.carry_out(Count.objects.get().pk)
    assert inside.get(f"{PAGE}/bezig").headers["HX-Refresh"] == "true"
    assert "Nu halen ongeveer 20 van de 20 mensen de norm." in text_of(inside.get(PAGE))
    shown = text_of(inside.get(asked.headers["Location"]))
    assert "Ongeveer 20 mensen die het nu wel of misschien halen, halen het dan niet." in shown
    assert "nu 30 uur → , dan 60 uur" in shown


def test_stopping_and_failing_say_what_to_do(inside: Client, registrar: Any) -> None:
    actions.ask_count(norm=NORM, account=registrar)
    inside.post(f"{PAGE}/stop")
    shown = text_of(inside.get(PAGE))
    assert "Het tellen is gestopt" in shown
    assert "Ga verder" in shown or "Verder" in shown
    Count.objects.update(state=State.FAILED, why="technical")
    assert "Probeer het nog een keer" in text_of(inside.get(PAGE))
    assert "niet meer" in text_of(inside.post(f"{PAGE}/stop", follow=True)), (
        "nothing runs: a sentence, no fault"
    )


def test_a_count_is_thrown_away(inside: Client, registrar: Any) -> None:
    fill(10)
    counted(registrar)
    assert "weggegooid" in text_of(inside.post(f"{PAGE}/weg", follow=True))
    assert not Count.objects.exists()


# --- the scenario ---------------------------------------------------------------------------------------------------


@pytest.fixture
def ready(inside: Client, registrar: Any) -> Client:
    """Sixty people who meet the norm with forty hours of reflection, and thirty with fifty."""
    fill(60, reflection=40)
    fill(30, reflection=50, profession="jongerenwerker", town="Elders")
    counted(registrar)
    return inside


def test_the_address_holds_the_whole_scenario(ready: Client) -> None:
    asked = f"{MOVED}={45 * HOURS}&wie=alle&per=profession"
    page = ready.get(f"{PAGE}?{asked}")
    shown = text_of(page)
    assert "Ongeveer 60 mensen die het nu wel of misschien halen, halen het dan niet." in shown
    assert unescape(page.content.decode()).count(f"{PAGE}?{asked}") >= 1, "the link is that address"
    assert re.search(r'name="wie" value="alle" checked', page.content.decode())
    assert re.search(r'<option value="profession" selected', page.content.decode())
    assert re.search(rf'type="range"[^>]*name="{re.escape(MOVED)}"[^>]*value="2700"', page.content.decode())
    assert '--change "reflection.at_least=45 hours"' in unescape(page.content.decode())
    # Written as on the command line it is the same scenario.
    same = ready.get(f"{PAGE}?{MOVED}={quote('45 hours')}&wie=alle&per=profession")
    assert text_of(same) == shown


def test_what_can_not_be_used_is_said_and_the_rest_is_used(ready: Client) -> None:
    wrong = f"{MOVED}={45 * HOURS}&work.at_least=zeven&nothing.at_least=3&per=shoesize&learning.at_least=999999999"
    shown = text_of(ready.get(f"{PAGE}?{wrong}"))
    assert "Niet alles in het adres is te gebruiken" in shown
    assert "kan niet “zeven” zijn" in shown
    assert "“nothing.at_least” is geen cijfer van deze norm" in shown
    assert "Per welke groep, is uit het adres niet duidelijk" in shown
    assert "Ongeveer 60 mensen" in shown, "the rest is used"


@pytest.mark.parametrize("value", ["1e9", "-5", "٤٠", "9" * 400, "40 apples", "", "<script>", "\x00"])
def test_no_value_breaks_the_page(ready: Client, value: str) -> None:
    page = ready.get(f"{PAGE}?{MOVED}={quote(value)}&wie={quote(value)}&{quote(value)}.at_least=1")
    assert "Nu halen ongeveer 90 van de 90" in text_of(page)
    assert "<script>.at" not in page.content.decode()


def test_a_moved_slider_gets_only_what_changes(ready: Client) -> None:
    live = ready.get(f"{PAGE}?{MOVED}={45 * HOURS}", headers={"HX-Request": "true"})
    assert live.headers["HX-Replace-Url"] == f"{PAGE}?{MOVED}=2700"
    assert b"<html" not in live.content
    assert b'hx-swap-oob="innerHTML:#antwoord"' in live.content
    assert "Ongeveer 60 mensen" in text_of(live)


def test_every_slider_can_stand_exactly_where_the_norm_stands(inside: Client, registrar: Any) -> None:
    """Or a browser would move it to the next step by itself, and that would be a change nobody made."""
    from vakwerk.apps.outlook import naming
    from vakwerk.apps.outlook.norms import norms_to_try
    from vakwerk.core.norms import shipped

    made = [
        naming.slider(shipped()[name], one, value, 0)
        for name, moved in norms_to_try().items()
        for one in moved
        if isinstance(one.now, int)
        for value in (one.now, one.low, one.high)
    ]
    assert len(made) > 100
    for one in made:
        assert one.low <= one.value <= one.high
        assert isinstance(one.value, int)
        assert (one.value - one.low) % one.step == 0, one
        assert isinstance(one.now, int)
        if one.value == one.now:
            assert (one.high - one.low) // one.step <= 100, f"{one.name} of {one.title} has too many steps"


# --- changes that need the facts ------------------------------------------------------------------------------------

FACTS = "/wat-als/skj-jeugd-en-gezinsprofessional"


def test_a_level_is_worked_out_from_the_facts_at_once_when_there_are_few(
    inside: Client, registrar: Any
) -> None:
    fill(20)
    counted(registrar, "skj-jeugd-en-gezinsprofessional")
    shown = text_of(inside.get(f"{FACTS}?work.level=mbo-4&wie=alle"))
    assert "uit de feiten zelf berekend" in shown


def test_and_by_a_worker_when_there_are_many(inside: Client, registrar: Any, monkeypatch: Any) -> None:
    fill(20)
    counted(registrar, "skj-jeugd-en-gezinsprofessional")
    monkeypatch.setattr(counting, "AT_ONCE", 5)
    asked = f"{FACTS}?work.level=mbo-4&wie=alle"
    assert "Reken het uit" in text_of(inside.get(asked))
    assert inside.post(asked.replace("?", "/reken?")).headers["Location"] == asked
    inside.post(asked.replace("?", "/reken?"))
    work = Scenario.objects.get()
    assert "Wordt uitgerekend" in text_of(inside.get(asked))
    assert counting.work_out(work.pk)
    assert "uit de feiten zelf berekend" in text_of(inside.get(asked))
    numbers = text_of(inside.get(f"{FACTS}?reflection.at_least=2400&wie=alle"))
    assert "Reken het uit" not in numbers, "stored sums do for numbers, however many people"


def test_many_people_get_an_index_with_which_other_rules_need_no_worker(
    inside: Client, registrar: Any, monkeypatch: Any
) -> None:
    from vakwerk.engines.what_if import has_index

    fill(20)
    monkeypatch.setattr(counting, "AT_ONCE", 5)
    count = counted(registrar, "skj-jeugdzorgwerker")
    assert has_index(counting.run_of(count.pk))


def test_when_the_facts_are_gone_it_says_to_count_again(inside: Client, registrar: Any) -> None:
    from vakwerk.apps.outlook import folders

    fill(20)
    count = counted(registrar, "skj-jeugd-en-gezinsprofessional")
    folders.forget_population(count.population_id)
    shown = text_of(inside.get(f"{FACTS}?work.level=mbo-4&wie=alle"))
    assert "zijn de feiten zelf nodig" in shown
    assert "Tel nu" in shown


# --- the table, also as a file --------------------------------------------------------------------------------------


def test_the_file_holds_what_the_page_shows_and_no_more(ready: Client) -> None:
    asked = f"{MOVED}={45 * HOURS}&wie=alle&per=profession"
    answer = ready.get(f"{PAGE}/tabel.csv?{asked}")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert ["veranderd", "reflection.at_least=45 hours"] in rows
    table = {row[0]: row[1:] for row in rows if len(row) == 8}
    assert table["Iedereen samen"] == ["90", "30", "60", "0", "0", "0", "0"]
    assert table["Sociaal werker"] == ["60", "0", "60", "0", "0", "0", "0"]
    page = ready.get(f"{PAGE}?{asked}").content.decode()
    on_page = [
        [unescape(cell) for cell in re.findall(r'<td class="vw-number"[^>]*>(.*?)</td>', row)]
        for row in re.findall(r"<tr.*?</tr>", page, flags=re.DOTALL)
    ]
    assert sorted(row for row in on_page if row) == sorted(
        table[name] for name in table if table[name][0] != "Mensen"
    )


def test_a_small_group_is_nowhere(ready: Client, registrar: Any) -> None:
    fill(3, reflection=35, town="Klein Dorp")
    ready.post(f"{PAGE}/tel", {"anew": "1"})
    assert counting.carry_out(Count.objects.get(state=State.ASKED).pk)
    for asked in (f"{MOVED}={38 * HOURS}&per=region", f"{MOVED}={38 * HOURS}", "per=region"):
        for address in (f"{PAGE}?{asked}", f"{PAGE}/tabel.csv?{asked}"):
            shown = ready.get(address).content.decode()
            assert "Klein Dorp" not in shown
            assert not re.search(r">\s*3\s*<|;3;|;3\r", shown)
    # Three people fall out, and no number from which that follows is shown.
    moved = text_of(ready.get(f"{PAGE}?{MOVED}={38 * HOURS}"))
    assert "Hoeveel mensen afvallen, tonen we niet." in moved


def test_the_pages_ask_the_database_little(ready: Client, django_assert_max_num_queries: Any) -> None:
    ready.get(PAGE)
    with django_assert_max_num_queries(16):
        ready.get("/wat-als")
    with django_assert_max_num_queries(20):
        ready.get(f"{PAGE}?{MOVED}=2700&per=profession")
