"""Names and places of people who do not exist. The lists are our own; a place that is shown says that it is made up."""

from __future__ import annotations

from random import Random

GIVEN = (
    "Aaliyah Abel Adriaan Agnieszka Aïcha Alejandro Amina Anouk Ayşe Bas Berber Björn Bo Bram Carmen "
    "Chantal Chinedu Çağla Daan Delano Djenaba Elif Emre Esmée Fatima Femke Floortje Gerrit Giovanni "
    "Hanneke Hassan Henk Ikram Ingeborg Iris Jacoba Jamal Jeroen Jiří Joost Kemal Khadija Kyra Lars "
    "Latoya Leyla Lieke Loes Łukasz Maarten Mai Marisol Mehmet Merel Mohamed Naomi Nienke Noor Nynke Olga "
    "Omar Paulien Pim Priya Quinten Rachid Renée Roos Ruben Ruth Salma Sebastiaan Selin Shanti Siebren "
    "Soraya Stijn Suzanne Tamar Teun Thi Tjitske Tygo Ümit Valerie Vera Wendy Wiebe Xander Yara Yasmina "
    "Yusuf Zainab Zoë Zsófia"
).split()

FAMILY = (
    ("", "Achterberg"), ("", "Aksoy"), ("", "Amrani"), ("", "Baptista"), ("", "Bijlsma"), ("", "Boateng"),
    ("van den", "Boomgaard"), ("", "Bouzidi"), ("", "Çelik"), ("", "Christiaanse"), ("van", "Dalfsen"), ("", "Demir"),
    ("el", "Fassi"), ("", "Fernández"), ("", "Gerritsma"), ("de", "Graaff"), ("", "Haddad"), ("", "Hoekstra"),
    ("van der", "Horst"), ("", "Ibrahim"), ("", "Jeuken"), ("", "Kartosen"), ("", "Kaya"),
    ("", "Kowalczyk"), ("", "Kuipers-Özdemir"), ("", "Lachmon"), ("van", "Leeuwenburgh"), ("", "Lindqvist"),
    ("", "Maduro"),
    ("", "Martina"), ("", "Meulenbelt"), ("van der", "Molen"), ("", "Nguyen"), ("", "Nijboer"), ("", "Nováková"),
    ("", "O’Brien"), ("", "Oosterhof"), ("", "Owusu"), ("", "Pattinama"), ("", "Pietersma"), ("", "Pinas"),
    ("van", "Putten"), ("", "Quispe"), ("", "Ramdin"), ("", "Reitsma"), ("de", "Rooij"), ("", "Sahin"),
    ("", "Schuringa"), ("", "Silva"), ("van 't", "Slot"), ("", "Soekarno-Bos"), ("", "Szabó"), ("", "Tahiri"),
    ("ter", "Velde"), ("", "Tuinstra"), ("", "Uijtdewilligen"), ("de", "Vries"), ("", "Wibowo"), ("", "Wójcik"),
    ("", "Yıldız"), ("van", "IJsseldijk"), ("", "Zandstra"), ("", "Zhou"),
)  # fmt: skip

TOWNS = tuple(
    f"{name} (fictief)"
    for name in (
        "Voorbeelddam Nergenshuizen Proefstad Denkbeeldig-Noord Schijnwoude Bedachtum Verzinmeer Zogenaamd Fabelveen "
        "Dunkerdrecht"
    ).split()
)

EMPLOYERS = tuple(
    f"{name} (fictief)"
    for name in (
        "Wijkteam Proefstad", "Jeugdhulp Voorbeelddam", "Stichting De Brug", "Zorggroep Nergenshuizen",
        "Welzijn Bedachtum",
        "Gemeente Schijnwoude", "Ggz Fabelveen", "Woonzorg Zogenaamd", "Praktijk De Linde", "School De Regenboog",
        "Opvang Verzinmeer", "Buurtteam Denkbeeldig-Noord",
    )
)  # fmt: skip


def name_for(random: Random) -> tuple[str, str, str]:
    """Given names, infix and family name."""
    infix, family = random.choice(FAMILY)
    given = random.choice(GIVEN)
    if random.random() < 0.06:
        given = f"{given} {random.choice(GIVEN)}"
    if random.random() < 0.08:
        other = random.choice(FAMILY)
        family = f"{family}-{' '.join(part for part in other if part)}"
    return given, infix, family
