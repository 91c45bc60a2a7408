"""First names that are common among people who live in the Netherlands, of varied origins.

Written down for this project. Not complete and not meant to be: the list only helps to see that a text may
name someone.
"""

from __future__ import annotations

FIRST_NAMES: frozenset[str] = frozenset(
    """
    aaliyah aaron abdel abdellah abdi abdul abdullah achmed adam adama adriana agnes agnieszka ahmed aicha
    aisha albert alejandro aleksandra ali alice aliyah amal amber amina amir amira ana andrea andrzej anita
    anja anna anneke annelies anouk ans antoine antonio arie arjan arjen arthur astrid asya ayla ayse ayşe
    aylin ayoub aziz barbara bart beatrix bert bianca bilal björn bram brigitte burak carla carlos carolien
    caroline catharina cees cemal chantal charlotte chen chris christiaan christina claudia coen cornelis
    daan daniel daniël daniela danielle danny dariusz david dennis denise diana dilara dimitri dirk
    dominique dounia driss dyon edith edwin elif elisabeth elise elke ella ellen els emine emma emre erik
    erika esma esra esther eva ewa fadoua fabian farah farida fatema fatiha fatih fatima fatma fatoumata
    femke fenna ferry fien finn fleur frank frans frederik gabriela geert gerard gerda gerrit gijs giovanni
    githa grace greet guus gülsen hafid hafida hakan halima hamid hamza hanna hannah hans hanneke harry
    hasan hassan hatice hayat hayley heleen helena hendrik henk henny herman hicham hilde houda hüseyin
    hussein ibrahim ibtissam ilham ilias imane imran ineke inge ingrid irene iris isa isabel isabella ismail
    ismael ivan iwona jaap jacqueline jamal jamila jan janna jannie jasmijn jasper jayden jeanette jennifer
    jeroen jerome jesse jessica jessie jip joanna job johan johanna john jolanda jonas joost joris jorrit
    jos jose joyce juan judith julia julian julie jurgen kamal karel karim karin karima katarzyna kees kelly
    kemal kevin khadija khalid kim kimberly koen krzysztof laila lars laura laurens layla leila lena leyla
    liam lianne lieke lies liesbeth linda lisa lisanne loes lotte louis louisa lucas luca lucia luka luuk
    maaike maarten mahmoud malak malika manon marcel marco maria mariam marian marianne marieke mariëlle
    marijke marion marit marjan marloes martijn martin maryam mathijs matthijs mehmet mees melissa merel
    meryem michael michel michelle mieke mila milan milou mirjam mo mohamed mohammed moniek monique mounir
    mourad muhammed mustafa myrthe nabil nadia najat naima najib nasser natalia natasja nawal nick nicole
    niels nienke nina noa noah noor nora nordin noura olga olivia omar osman oscar ouassim ömer özlem
    patricia patrick paul paula pauline pedro peter petra pieter piotr priya rachel rachid rachida rafael
    rahma ramazan ramon ravi rebecca redouan remco renate rené richard rick riet robert robin roel roland
    ronald rosa rosalie ruben rutger ruud saar said saïd salah salim salma samantha samir samira samuel
    sander sandra sanne sara sarah savannah sebastiaan selim selma semra serkan sevgi sharon shirley siham
    silvia simon sjaak sjoerd sofia sofie soraya soufiane souad stefan stephanie steven stijn sumaya sunita
    suzanne sven svetlana sylvia tamar tamara tanja tariq tess thijs thomas tijn tim tineke tobias tom
    tomasz ton tygo umar ursula usha valentina vera victor vincent wendy wesley wilhelmina wilma willem wim
    wouter xander yara yasin yasmin yasmina yassin yassine youssef youssra yusuf yvonne zahra zakaria zeynep
    zineb zohra
    """.split()
)

ALSO_WORDS: frozenset[str] = (
    frozenset(
        """
        ans bram chris daan dirk els finn grace hans isa jip job jos kim max mila mo nick noor ravi riet saar said
        ton tom
        """.split()
    )
    & FIRST_NAMES
)
"""Names that are words or parts of words too: alone at the start of a sentence they are not taken for a name."""
