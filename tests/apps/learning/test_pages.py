"""The pages of attendance: what a provider sees of people, and that nobody else comes in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.learning.conftest import lines, post

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.learning import own_actions, queries

LIST = "100012345; S. Bakkali\n999; Wie Weet; w@example.org\n; Zonder Nummer"


def client_of(account: Any) -> Client:
    client = Client(headers={"accept-language": "nl"})
    client.force_login(account)
    return client


def sent(course: Any, **more: str) -> dict[str, str]:
    return {"completed_on": "20-11-2026", "minutes": "3", "people": LIST, "edition": ""} | more


def test_first_it_is_shown_how_a_list_was_read_then_it_is_posted(
    academy: Any, course: Any, samira: Any
) -> None:
    client, address = client_of(academy[0]), reverse("learning:post", args=[course.pk])
    shown = client.post(address, sent(course))
    assert shown.status_code == 200
    assert "Regel 3, nummer" in shown.text
    assert not dossiers.dossier_of(samira).activities, "nothing is posted before it is told"
    digest = shown.context["read"].digest
    other = client.post(address, sent(course, post=digest, people=LIST + "\n5; Nog Een"))
    assert other.status_code == 200, "another text is shown first"
    assert not dossiers.dossier_of(samira).activities
    done = client.post(address, sent(course, post=digest), follow=True)
    assert "Bij 1 regel is niemand gevonden" in done.text
    assert len(dossiers.dossier_of(samira).activities) == 1


def test_a_file_is_read_into_the_field_where_it_can_be_corrected(
    academy: Any, course: Any, samira: Any
) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client, address = client_of(academy[0]), reverse("learning:post", args=[course.pk])
    content = "Nummer;Achternaam\n100012345;Bakkali\n1000;Çelik".encode("cp1252")
    file = SimpleUploadedFile("lijst.csv", content)
    shown = client.post(address, sent(course, people="") | {"file": file})
    assert "1000;Çelik" in shown.text
    done = client.post(
        address,
        sent(course, people=content.decode("cp1252"), post=shown.context["read"].digest, way="csv"),
        follow=True,
    )
    assert done.context["list"].way == "csv"
    sheet = SimpleUploadedFile("lijst.xlsx", b"PK\x03\x04rest")
    refused = client.post(address, sent(course, people="") | {"file": sheet})
    assert refused.status_code == 422
    assert "spreadsheet" in refused.text


def test_what_was_typed_is_kept_when_the_day_can_not_be(academy: Any, course: Any, samira: Any) -> None:
    client, address = client_of(academy[0]), reverse("learning:post", args=[course.pk])
    answer = client.post(address, sent(course, completed_on="31-02-2026"))
    assert answer.status_code == 422
    assert "S. Bakkali" in answer.text
    digest = client.post(address, sent(course)).context["read"].digest
    future = client.post(address, sent(course, completed_on="31-12-2199", post=digest))
    assert future.status_code == 422


def test_a_provider_reads_what_was_typed_and_nothing_of_the_person(
    academy: Any, course: Any, samira: Any
) -> None:
    done = post(academy, course, LIST)
    client = client_of(academy[0])
    for line in lines(done):
        page = client.get(reverse("learning:line", args=[line.pk]))
        assert page.status_code == 200
        assert "Samira" not in page.text
        assert str(samira.pk) not in page.text
    page = client.get(reverse("learning:list", args=[done.list_id]))
    assert "Samira" not in page.text


@pytest.mark.parametrize("view", ["offering", "post", "list", "line", "correct_list", "withdraw_list"])
def test_another_organisation_comes_nowhere(
    academy: Any, other_academy: Any, course: Any, samira: Any, view: str
) -> None:
    done = post(academy, course, LIST)
    key = {"offering": course.pk, "post": course.pk, "line": lines(done)[0].pk}.get(view, done.list_id)
    address = reverse(f"learning:{view}", args=[key])
    assert client_of(academy[0]).get(address).status_code == 200
    assert client_of(other_academy[0]).get(address).status_code == 403
    assert client_of(samira.account).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_everything_a_provider_can_do_with_a_line(academy: Any, course: Any, samira: Any) -> None:
    done = post(academy, course, LIST)
    posted, unknown = lines(done)
    client = client_of(academy[0])

    def do(line: Any, what: str, **fields: str) -> int:
        return client.post(reverse("learning:line", args=[line.pk]), {"do": what, **fields}).status_code

    assert do(posted, "change", **{"amount-minutes": "2", "amount-completed_on": "20-11-2026"}) == 302
    assert dossiers.dossier_of(samira).activities[0].minutes == 120
    assert do(posted, "withdraw") == 302
    assert not dossiers.dossier_of(samira).activities
    assert do(posted, "put-back") == 302
    assert len(dossiers.dossier_of(samira).activities) == 1
    assert do(unknown, "correct", **{"line-number": "", "line-name": "x"}) == 422
    assert do(unknown, "close") == 302
    assert do(unknown, "nothing") == 404
    found = queries.line(unknown.pk)
    assert found is not None
    assert found.state == "closed"


def test_a_person_sees_it_at_once_objects_and_reads_the_answer(
    academy: Any, course: Any, samira: Any
) -> None:
    line = lines(post(academy, course, LIST))[0]
    own, provider = client_of(samira.account), client_of(academy[0])
    stand = own.get(reverse("desk:stand"))
    address = reverse("learning:own_line", args=[line.pk])
    assert address in stand.text
    assert reverse("learning:object", args=[line.pk]) in own.get(address).text
    assert own.post(reverse("learning:object", args=[line.pk]), {}).status_code == 422
    own.post(reverse("learning:object", args=[line.pk]), {"reason": "absent", "text": "Ik was ziek."})
    assert "Ik was ziek." in provider.get(reverse("learning:line", args=[line.pk])).text
    fact = own.get(reverse("dossier:fact", args=[line.fact_id]))
    assert "Terugzetten" not in fact.text
    assert address in fact.text
    answer = {"do": "answer", "answer-outcome": "rejected", "answer-answer": "U tekende."}
    provider.post(reverse("learning:line", args=[line.pk]), answer)
    assert "U tekende." in own.get(address).text
    own.post(address, {"say": "taken"})
    assert len(dossiers.dossier_of(samira).activities) == 1
    assert own.get(reverse("learning:mine")).status_code == 200


def test_somebody_elses_line_is_not_there(academy: Any, course: Any, samira: Any, kevin: Any) -> None:
    line = lines(post(academy, course, LIST))[0]
    for view in ("own_line", "object"):
        assert client_of(kevin.account).get(reverse(f"learning:{view}", args=[line.pk])).status_code == 404
        assert client_of(kevin.account).post(reverse(f"learning:{view}", args=[line.pk])).status_code == 404


def test_a_course_is_added_once_with_its_accreditations(academy: Any) -> None:
    client = client_of(academy[0])
    course = {"title": "Nieuw", "kind": "course", "minutes": "2:30", "own_code": "N1", "organisation": ""}
    made = client.post(reverse("learning:new_offering"), course, follow=True)
    offering = made.context["offering"]
    assert offering.minutes == 150
    again = client.post(reverse("learning:new_offering"), course)
    assert again.status_code == 422
    address = reverse("learning:accredit", args=[offering.pk])
    wrong = {"accreditor": "skj", "number": "9", "valid_from": "1-1-2026", "until": "31-12-2025"}
    assert client.post(address, wrong).status_code == 422
    assert client.post(address, wrong | {"until": "31-12-2027"}).status_code == 302
    key = offering.accreditations.get().pk
    client.post(reverse("learning:remove_accreditation", args=[offering.pk, key]))
    assert not offering.accreditations.exists()


def test_lists_are_searched_and_filtered_and_withdrawn(
    academy: Any, course: Any, samira: Any, kevin: Any
) -> None:
    done = post(academy, course, LIST, edition="Voorjaar")
    client = client_of(academy[0])
    for asked, there in (
        ("q=voorj", True),
        ("q=niets", False),
        ("state=owed", True),
        ("state=withdrawn", False),
    ):
        found = str(done.list_id) in client.get(f"{reverse('learning:lists')}?{asked}").text
        assert found is there, asked
    assert "Wie Weet" in client.get(reverse("learning:worklist")).text
    own_actions.object_to(line=lines(done)[0], person=samira, reason="absent", actor=samira.account)
    assert "Bezwaar van" in client.get(reverse("learning:worklist")).text
    form = {"completed_on": "19-11-2026", "minutes": "4", "edition": "Najaar"}
    assert client.post(reverse("learning:correct_list", args=[done.list_id]), form).status_code == 302
    assert client.post(reverse("learning:withdraw_list", args=[done.list_id])).status_code == 302
    assert "ingetrokken" in client.get(reverse("learning:list", args=[done.list_id])).text
