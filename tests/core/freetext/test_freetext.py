"""What looks like personal data in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakwerk.core.freetext import KINDS, find_personal_data, folded


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.kind, text[finding.start : finding.end]) for finding in find_personal_data(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BSN 111222333.", [("citizen-number", "111222333")]),
        ("nummer 1234.56.782 staat vast", [("citizen-number", "1234.56.782")]),
        ("bel 06-12345678", [("phone", "06-12345678")]),
        ("bel (030) 123 45 67 na tien uur", [("phone", "(030) 123 45 67")]),
        ("bel +31 6 12 34 56 78", [("phone", "+31 6 12 34 56 78")]),
        ("bel +32 475 12 34 56", [("phone", "+32 475 12 34 56")]),
        ("mail naar a.b@voorbeeld.nl", [("email", "a.b@voorbeeld.nl")]),
        ("IBAN NL91 ABNA 0417 1643 00 van oma", [("iban", "NL91 ABNA 0417 1643 00")]),
        ("woont Kerkstraat 12a", [("address", "Kerkstraat 12a")]),
        ("op 3512 AB 7", [("address", "3512 AB 7")]),
        ("geboren op 3 maart 2010", [("birth-date", "geboren op 3 maart 2010")]),
        ("geb. 12-03-2010", [("birth-date", "geb. 12-03-2010")]),
        ("Gesprek met mevrouw de Vries", [("name", "mevrouw de Vries")]),
        ("dhr. J. van den Berg belde", [("name", "dhr. J. van den Berg")]),
        ("Casus cliënt Jan", [("name", "Jan")]),
        ("de jongere yassin is boos", [("name", "yassin")]),
        ("moeder Özlem was erbij", [("name", "Özlem")]),
        ("zoon heet Xenofon", [("name", "Xenofon")]),
        ("met Fatima El Amrani gesproken", [("name", "Fatima El Amrani")]),
    ],
)
def test_personal_data_is_found_where_it_stands(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Werken met de meldcode",
        "Intervisie wijkteam Noord, 6 keer in 2026",
        "Moeder En Kind Zonder Thuis",
        "Jeugdwet en Wmo: 3 uur, 2 EC, niveau 6",
        "onderweg 3 uur geluisterd",
        "De cliënt centraal in 2026",
        "nummer 123456789 voldoet niet",
        "accreditatie 000000000",
        "NL00 ABNA 1417 1643 00",
        "Kind En Jeugd Centraal",
        "Roos en doornen in de hulpverlening",
        "van 20-11-2026 tot 21-11-2026",
    ],
)
def test_ordinary_titles_are_left_alone(text: str) -> None:
    assert found(text) == []


@given(st.text(max_size=300) | st.text("0123456789 .-@ABNLabc(+)cliënt Jan\n", max_size=300))
def test_any_text_is_read_without_fault_and_findings_lie_in_it_in_order(text: str) -> None:
    findings = find_personal_data(text)
    reached = 0
    for finding in findings:
        assert finding.kind in KINDS
        assert reached <= finding.start < finding.end <= len(text)
        reached = finding.end


@given(st.integers(10_000_000, 999_999_999))
def test_a_number_of_nine_digits_is_a_citizen_number_exactly_when_it_passes_the_eleven_test(
    number: int,
) -> None:
    digits = [int(sign) for sign in f"{number:09d}"]
    passes = (
        sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=False)) - digits[8]
    ) % 11 == 0
    assert (("citizen-number", f"{number:09d}") in found(f"nr {number:09d} x")) == passes


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Çelik-de Vries", "celik de vries"),
        ("  ÉÉN  Straße ", "een strasse"),
        ("Łódź", "lodz"),
        ("’s-Hertogenbosch", "s hertogenbosch"),
        ("كريم", "كريم"),
        ("王小明", "王小明"),
    ],
)
def test_text_is_folded_to_how_it_is_searched(text: str, plain: str) -> None:
    assert folded(text) == plain


@given(st.text(max_size=100))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
