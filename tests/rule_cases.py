"""Small invented cases of how things stand and how agreements live; no tests in here.

Each case lives under names of its own, so that one run of the rules answers them all. A case lists
every conclusion of the properties that it watches; what it does not list must not follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyoxigraph as px

from twingraph.prefixes import PREFIXES

HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
# Two reports of city:a, and a list that is no report.
SOURCES = "".join(
    f"graph:r{year} {{ graph:r{year} tg:source report:r{year} ."
    f" report:r{year} a tg:Report ; tg:reportYear {year} ; tg:reportOf city:a ."
    f" passage:p{year} tg:inReport report:r{year} ; tg:restsOn passage:p{year} . }}\n"
    for year in (2024, 2025)
)
CITIES = (
    "graph:editorial { graph:editorial tg:source source:editorial ."
    " city:a a tg:City . city:b a tg:City . city:c a tg:City . city:d a tg:City ."
    " rel:ab a tg:Relation ; tg:connects city:a, city:b ."
    " rel:ac a tg:Relation ; tg:connects city:a, city:c ."
    " rel:bc a tg:Relation ; tg:connects city:b, city:c . }\n"
)
OWN_NAME = re.compile(r"(?<=<)https://w3id\.org/twingraph/(?:id/(?!date/)[a-z]+|graph)/[^>]+")


@dataclass(frozen=True)
class Case:
    """What sources say, and what must follow of the properties that are watched."""

    name: str
    watched: str
    y2024: str = ""
    y2025: str = ""
    listed: str = ""
    follows: str = ""

    @property
    def mark(self) -> str:
        """Return what ends the names of this case alone."""
        return f"@{re.sub('[^a-z0-9]+', '-', self.name)}."

    @property
    def quads(self) -> list[px.Quad]:
        """Return what its sources say, under this case's names."""
        trig = (
            f"{HEAD}{SOURCES}{CITIES} passage:p2024 {{ {self.y2024} }}"
            f" passage:p2025 {{ {self.y2025} }}"
            f" graph:list {{ graph:list tg:source source:list . {self.listed} }}"
        )
        parsed = px.parse(trig.encode(), format=px.RdfFormat.TRIG)
        text = (px.serialize(parsed, format=px.RdfFormat.N_QUADS) or b"").decode()
        marked = OWN_NAME.sub(lambda name: f"{name[0]}{self.mark}", text)
        return list(px.parse(marked.encode(), format=px.RdfFormat.N_QUADS))


def a(more: str, kind: str = "twinning", parties: str = "city:a, city:b") -> str:
    return f"agreement:x a tg:Agreement ; tg:kind kind:{kind} ; tg:party {parties} {more} .\n"


def step(kind: str, date: str = "", status: str = "realised", more: str = "", of: str = "x") -> str:
    dated = f"; tg:dateWritten date:{date}" if date else ""
    return (
        f"step:{of}-{kind}-{date or status} a tg:Step ; tg:stepOf agreement:{of} ;"
        f" tg:stepKind stepkind:{kind} ; tg:status status:{status} {dated} {more} .\n"
    )


def both(prop: str, one: str = "city:a", other: str = "city:b") -> str:
    return f"{one} tg:{prop} {other}\n{other} tg:{prop} {one}\n"


def event(more: str, status: str = "realised", name: str = "e") -> str:
    told = f"tg:status status:{status}" if status else "tg:listComplete false"
    return f"event:{name} a tg:Event ; {told} {more} .\n"


def taking_part(who: str, name: str = "e", more: str = "") -> str:
    local = who.replace(":", "-")
    return (
        f"participation:{name}-{local} a tg:Participation ; tg:inEvent event:{name} ;"
        f" tg:participant {who} {more} .\n"
    )


CLAIM = "claim:x a tg:Claim ; tg:claimOn rel:ab "
TWINNED = f"{CLAIM} ; tg:kind kind:twinning .\n"
HEADING = f"{CLAIM} ; tg:category category:cousin-town .\n"
LIFE = "tg:beganOn tg:startYear tg:inForceFrom tg:inForceUntil"
TIES = "tg:twinnedWith tg:partnerByAgreementWith"
TIED = both("twinnedWith") + both("partnerByAgreementWith")
NTH = "; tg:ordinal 45"


def life(begun: str = "", year: str = "", since: str = "", until: str = "", of: str = "x") -> str:
    said = [("beganOn", f"date:{begun}"), ("startYear", year)]
    said += [("inForceFrom", since), ("inForceUntil", until)]
    rows = [f"agreement:{of} tg:{p} {o}" for p, o in said if o and o != "date:"]
    return "\n".join(rows)


STANDING = [
    Case(
        "a later report tells another status and date",
        "tg:currentStatus tg:currentDate",
        y2024=event("; tg:dateWritten date:2025-07-03", "planned"),
        y2025=event("; tg:dateWritten date:2025-06-01"),
        follows="event:e tg:currentStatus status:realised\nevent:e tg:currentDate date:2025-06-01",
    ),
    Case(
        "a later report is silent",
        "tg:currentStatus tg:currentDate",
        y2024=event("; tg:dateWritten date:2025-07-03", "planned"),
        y2025="event:e tg:listComplete false .",
        follows="event:e tg:currentStatus status:planned\nevent:e tg:currentDate date:2025-07-03",
    ),
    Case(
        "a later report calls it off and gives no date",
        "tg:currentStatus tg:currentDate",
        y2024=event("; tg:dateWritten date:2025-07-03", "planned"),
        y2025=event("", "cancelled"),
        follows="event:e tg:currentStatus status:cancelled\nevent:e tg:currentDate date:2025-07-03",
    ),
    Case(
        "a later report is vaguer",
        "tg:currentDate",
        y2024="event:e tg:dateWritten date:2024-07-03 .",
        y2025="event:e tg:dateWritten date:within-2024 .",
        follows="event:e tg:currentDate date:within-2024",
    ),
    Case(
        "two statuses in one report",
        "tg:currentStatus",
        y2024=event("", "envisaged") + event("", "planned"),
        follows="event:e tg:currentStatus status:planned",
    ),
    Case(
        "a list tells more than the report",
        "tg:currentStatus tg:currentDate",
        y2024=event("; tg:dateWritten date:within-2025", "planned"),
        listed=event("; tg:dateWritten date:2025-07-03"),
        follows="event:e tg:currentStatus status:planned\nevent:e tg:currentDate date:within-2025",
    ),
    Case(
        "two dates in one report",
        "tg:currentDate",
        y2024="event:e tg:dateFromReportYear date:within-2024 ; tg:dateWritten date:2024-03-05 .",
        follows="event:e tg:currentDate date:2024-03-05",
    ),
    Case(
        "two dates as narrow, one of them written",
        "tg:currentDate",
        y2024="event:e tg:dateComputed date:2024-03-04 ; tg:dateWritten date:2024-03-05 .",
        follows="event:e tg:currentDate date:2024-03-05",
    ),
    Case(
        "two dates as narrow, both written",
        "tg:currentDate",
        y2024="event:e tg:dateWritten date:2024-03-05 . event:e tg:dateWritten date:2024-03-04 .",
        follows="event:e tg:currentDate date:2024-03-04",
    ),
    Case(
        "an open date beside a closed one",
        "tg:currentDate",
        y2024="event:e tg:dateWritten date:since-2020, date:within-1990--2024, date:by-2024 .",
        follows="event:e tg:currentDate date:within-1990--2024",
    ),
    Case(
        "two dates open at their end",
        "tg:currentDate",
        y2024="event:e tg:dateWritten date:since-1990, date:since-1995 .",
        follows="event:e tg:currentDate date:since-1990",
    ),
    Case(
        "two dates open at their beginning",
        "tg:currentDate",
        y2024="event:e tg:dateWritten date:by-2020, date:by-2022 .",
        follows="event:e tg:currentDate date:by-2020",
    ),
    Case("no date and no status", "tg:currentStatus tg:currentDate", y2024=event("", "")),
]

BEGINNINGS = [
    Case(
        "two signings",
        LIFE,
        y2024=a("") + step("signed", "2010-05-03") + step("signed", "2016-02-01"),
        follows=life("2010-05-03", "2010", "2010-05-03"),
    ),
    Case("signing planned", LIFE, y2024=a("") + step("signed", "within-2025", "planned")),
    Case(
        "signing planned for a period",
        f"{LIFE} {TIES}",
        y2024=a("; tg:period date:2026--2030") + step("signed", "within-2025", "planned"),
    ),
    Case(
        "start told of what is only wished",
        f"{LIFE} {TIES}",
        y2024=a("; tg:status status:wished ; tg:started date:within-2026"),
    ),
    Case(
        "signing called off by a later report",
        f"{LIFE} {TIES}",
        y2024=a("") + step("signed", "2025-02-01", "planned"),
        y2025="step:x-signed-2025-02-01 tg:status status:cancelled .",
    ),
    Case(
        "signing realised in a later report",
        f"{LIFE} {TIES}",
        y2024=a("") + step("signed", "within-2026", "planned"),
        y2025="step:x-signed-within-2026 tg:status status:realised ;"
        " tg:dateWritten date:2025-06-02 .",
        follows=TIED + life("2025-06-02", "2025", "2025-06-02"),
    ),
    Case(
        "period without a signing",
        LIFE,
        y2024=a("; tg:period date:2024--2029"),
        follows=life("", "2024", "2024-01-01", "2029-12-31"),
    ),
    Case(
        "signing within the period",
        LIFE,
        y2024=a("; tg:period date:2024--2029") + step("signed", "within-2024-05"),
        follows=life("within-2024-05", "2024", "2024-05-31", "2029-12-31"),
    ),
    Case(
        "signing before the period",
        LIFE,
        y2024=a("; tg:period date:2025--2029") + step("signed", "within-2024-05"),
        follows=life("within-2024-05", "2025", "2025-01-01", "2029-12-31"),
    ),
    Case(
        "start told beside a signing",
        LIFE,
        y2024=a("; tg:started date:2020-01-01") + step("signed", "2019-11-30"),
        follows=life("2020-01-01", "2020", "2020-01-01"),
    ),
    Case(
        "two reports tell two starts",
        LIFE,
        y2024=a("; tg:started date:within-1979"),
        y2025="agreement:x tg:started date:within-1980 .",
        follows=life("within-1980", "1980", "1980-12-31"),
    ),
    Case(
        "two reports tell two periods",
        LIFE,
        y2024=a("; tg:period date:2024--2029"),
        y2025="agreement:x tg:period date:2024--2027 .",
        follows=life("", "2024", "2024-01-01", "2027-12-31"),
    ),
    Case(
        "start between two years",
        LIFE,
        y2024=a("; tg:started date:within-1999--2001"),
        follows=life("within-1999--2001", "", "2001-12-31"),
    ),
    Case(
        "signing at an unknown day before a year",
        LIFE,
        y2024=a("") + step("signed", "by-1990"),
        follows=life("by-1990", "", "1990-12-31"),
    ),
    Case(
        "start open at its end",
        LIFE,
        y2024=a("; tg:started date:since-1990"),
        follows=life("since-1990"),
    ),
    Case(
        "anniversary",
        LIFE,
        y2024=a("") + step("anniversary", "within-2024", more=NTH),
        follows=life("within-1979", "1979", "1979-12-31"),
    ),
    Case(
        "anniversary on a day",
        LIFE,
        y2024=a("") + step("anniversary", "2024-07-20", more=NTH),
        follows=life("within-1979", "1979", "1979-12-31"),
    ),
    Case(
        "anniversary between two years",
        LIFE,
        y2024=a("") + step("anniversary", "within-2023--2024", more=NTH),
    ),
    Case(
        "anniversary that is planned",
        LIFE,
        y2024=a("") + step("anniversary", "within-2025", "planned", NTH),
    ),
    Case("anniversary without its number", LIFE, y2024=a("") + step("anniversary", "within-2024")),
    Case(
        "anniversary of an organisation",
        LIFE,
        y2024=a("") + event("; tg:ordinal 15 ; tg:dateWritten date:within-2024"),
    ),
    Case(
        "anniversary beside a signing",
        LIFE,
        y2024=a("") + step("anniversary", "within-2024", more=NTH) + step("signed", "1980-02-03"),
        follows=life("1980-02-03", "1980", "1980-02-03"),
    ),
    Case(
        "two anniversaries that agree",
        LIFE,
        y2024=a("") + step("anniversary", "within-2024", more=NTH),
        y2025=step("anniversary", "within-2025", more="; tg:ordinal 46"),
        follows=life("within-1979", "1979", "1979-12-31"),
    ),
    Case(
        "two anniversaries that disagree",
        LIFE,
        y2024=a("") + step("anniversary", "within-2024", more=NTH),
        y2025=step("anniversary", "within-2025", more="; tg:ordinal 45"),
        follows=life("within-1979", "1979", "1979-12-31"),
    ),
]

UNTIL = "tg:inForceUntil"
GONE = f"{UNTIL} {TIES}"
X_UNTIL = "agreement:x tg:inForceUntil "
ENDINGS = [
    Case("no end is told", GONE, y2024=a(""), follows=TIED),
    Case(
        "terminated",
        GONE,
        y2024=a("; tg:period date:2020--2029") + step("terminated", "within-2022"),
        follows=f"{X_UNTIL}2022-12-31",
    ),
    Case(
        "termination planned",
        GONE,
        y2024=a("; tg:period date:2020--2029") + step("terminated", "within-2026", "planned"),
        follows=f"{TIED}{X_UNTIL}2029-12-31",
    ),
    Case(
        "terminated on an unknown day of its period",
        GONE,
        y2024=a("; tg:period date:2020--2029") + step("terminated"),
        follows=f"{X_UNTIL}2029-12-31",
    ),
    Case(
        "end told beside an undated lapse",
        GONE,
        y2024=a("; tg:ended date:within-2019") + step("lapsed"),
        follows=f"{X_UNTIL}2019-12-31",
    ),
    Case(
        "end told in the past",
        GONE,
        y2024=a("; tg:ended date:within-2019"),
        follows=f"{X_UNTIL}2019-12-31",
    ),
    Case(
        "end told for the future",
        GONE,
        y2024=a("; tg:ended date:within-2028"),
        follows=f"{TIED}{X_UNTIL}2028-12-31",
    ),
    Case(
        "end told by a later report",
        GONE,
        y2024=a("; tg:period date:2020--2029"),
        y2025="agreement:x tg:ended date:2025-03-31 .",
        follows=f"{X_UNTIL}2025-03-31",
    ),
    Case(
        "a period that is over, and no word of an end",
        GONE,
        y2024=a("; tg:period date:2010--2015"),
        follows=f"{TIED}{X_UNTIL}2015-12-31",
    ),
    Case(
        "suspended",
        GONE,
        y2024=a("") + step("suspended", "2022-03-01"),
        follows=f"{X_UNTIL}2022-03-01",
    ),
    Case(
        "suspended and resumed",
        GONE,
        y2024=a("") + step("suspended", "within-2022") + step("resumed", "within-2022"),
        follows=TIED,
    ),
    Case(
        "suspended and resumed without dates",
        GONE,
        y2024=a("") + step("suspended") + step("resumed"),
        follows=TIED,
    ),
    Case(
        "suspended, resumed, suspended again",
        GONE,
        y2024=a("")
        + step("suspended", "within-2018")
        + step("resumed", "within-2020")
        + step("suspended", "within-2022"),
        follows=f"{X_UNTIL}2022-12-31",
    ),
    Case(
        "suspended, resumed, terminated, renewed",
        GONE,
        y2024=a("")
        + step("suspended", "within-2018")
        + step("resumed", "within-2020")
        + step("terminated", "within-2021")
        + step("renewed", "within-2023"),
        follows=TIED,
    ),
    Case(
        "renewed, then terminated",
        GONE,
        y2024=a("") + step("renewed", "within-2020") + step("terminated", "within-2021"),
        follows=f"{X_UNTIL}2021-12-31",
    ),
    Case(
        "suspended, then terminated",
        GONE,
        y2024=a("") + step("suspended", "within-2018") + step("terminated", "within-2021"),
        follows=f"{X_UNTIL}2018-12-31",
    ),
    Case(
        "an end that is told, overcome by a renewal",
        GONE,
        y2024=a("; tg:ended date:within-2019") + step("renewed", "within-2020"),
        follows=TIED,
    ),
    Case(
        "lapsed, then replaced by another text",
        GONE,
        y2024=a("")
        + step("lapsed", "within-2020")
        + step("renewed", "within-2021")
        + "agreement:y a tg:Agreement ; tg:kind kind:protocol ; tg:party city:a, city:b ;"
        " tg:renews agreement:x .",
        follows=f"{both('partnerByAgreementWith')}{X_UNTIL}2020-12-31",
    ),
    Case(
        "terminated beside one that lives",
        GONE,
        y2024=a("", "entente")
        + step("terminated", "within-2021")
        + "agreement:y a tg:Agreement ; tg:kind kind:twinning ; tg:party city:a, city:b .",
        follows=f"{TIED}{X_UNTIL}2021-12-31",
    ),
]

RENEWAL = "tg:unbrokenRenewalOf"


def renewal(former: str, later: str, of: str = "") -> str:
    """Return two agreements, the one of which renews the other."""
    return (
        f"agreement:x a tg:Agreement {former}\nagreement:y a tg:Agreement ; "
        f"tg:renews agreement:x {later}\n{of}"
    )


RENEWALS = [
    Case(
        "renewed the day after",
        RENEWAL,
        y2024=renewal("; tg:period date:2019--2023 .", "; tg:started date:2024-01-01 ."),
        follows="agreement:y tg:unbrokenRenewalOf agreement:x",
    ),
    Case(
        "renewed before the end",
        RENEWAL,
        y2024=renewal("; tg:period date:2019--2023 .", ".", step("signed", "2023-06-02", of="y")),
        follows="agreement:y tg:unbrokenRenewalOf agreement:x",
    ),
    Case(
        "renewed after a gap",
        RENEWAL,
        y2024=renewal("; tg:period date:2019--2023 .", "; tg:started date:2024-01-02 ."),
    ),
    Case(
        "two periods without a gap",
        RENEWAL,
        y2024=renewal("; tg:period date:2019--2023 .", "; tg:period date:2024--2028 ."),
        follows="agreement:y tg:unbrokenRenewalOf agreement:x",
    ),
    Case(
        "signed in time for a period that begins later",
        RENEWAL,
        y2024=renewal(
            "; tg:period date:2019--2023 .",
            "; tg:period date:2025--2029 .",
            step("signed", "2023-06-02", of="y"),
        ),
    ),
    Case(
        "ended on an unknown day of the year of the renewal",
        RENEWAL,
        y2024=renewal("; tg:ended date:within-2023 .", "; tg:started date:2023-11-01 ."),
    ),
    Case(
        "no end of the former is told",
        RENEWAL,
        y2024=renewal(".", "; tg:started date:2023-11-01 ."),
    ),
    Case(
        "a chain of three",
        RENEWAL,
        y2024=renewal("; tg:period date:2014--2018 .", "; tg:period date:2019--2023 .")
        + "agreement:z a tg:Agreement ; tg:renews agreement:y ; tg:period date:2024--2028 .",
        follows="agreement:y tg:unbrokenRenewalOf agreement:x\n"
        "agreement:z tg:unbrokenRenewalOf agreement:y\n"
        "agreement:z tg:unbrokenRenewalOf agreement:x",
    ),
]
