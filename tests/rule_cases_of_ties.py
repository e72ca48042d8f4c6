"""Small invented cases of ties, contacts, offices and memberships; no tests in here."""

from __future__ import annotations

from rule_cases import HEADING, TIED, TIES, TWINNED, Case, a, both, event, step, taking_part

LADDER = f"{TIES} tg:inContactWith tg:listedWith tg:indirectPartnerOf tg:coPartyWith"
THREE = [("city:a", "city:b"), ("city:a", "city:c"), ("city:b", "city:c")]
PARTNERS = [
    Case("claimed without an agreement", TIES, y2024=TWINNED, follows=both("twinnedWith")),
    Case(
        "claimed for the future",
        TIES,
        y2024=TWINNED + "claim:x tg:status status:envisaged .",
    ),
    Case("claimed and said to be over", TIES, y2024=TWINNED + "claim:x tg:ended date:by-1995 ."),
    Case(
        "claimed, then said to be over by a later report",
        TIES,
        y2024=TWINNED,
        y2025="claim:y a tg:Claim ; tg:claimOn rel:ab ; tg:kind kind:twinning ;"
        " tg:ended date:within-2025 .",
    ),
    Case(
        "said to be over, then claimed by a later report",
        TIES,
        y2024=TWINNED + "claim:x tg:ended date:within-2020 .",
        y2025="claim:y a tg:Claim ; tg:claimOn rel:ab ; tg:kind kind:twinning .",
        follows=both("twinnedWith"),
    ),
    Case(
        "an entente said to be over beside a twinning",
        TIES,
        y2024=TWINNED + "claim:y a tg:Claim ; tg:claimOn rel:ab ; tg:kind kind:entente ;"
        " tg:ended date:within-2020 .",
        follows=both("twinnedWith"),
    ),
    Case(
        "listed as ended",
        TIES,
        listed=TWINNED + "claim:x tg:ended date:within-1995 .",
    ),
    Case(
        "claimed beside a terminated twinning",
        TIES,
        y2024=TWINNED + a("") + step("terminated", "within-2021"),
    ),
    Case(
        "claimed beside an agreement of another kind",
        TIES,
        y2024=TWINNED + a("", "entente"),
        follows=TIED,
    ),
    Case("listed under a heading", LADDER, y2024=HEADING, follows=both("listedWith")),
    Case(
        "a pair of which no source speaks",
        "tg:indirectPartnerOf tg:inContactWith",
        y2024=event("; tg:destination city:b") + taking_part("city:a"),
    ),
    Case(
        "a city tied to itself",
        LADDER,
        y2024="rel:aa a tg:Relation ; tg:connects city:a ."
        " claim:x a tg:Claim ; tg:claimOn rel:aa ; tg:kind kind:twinning ;"
        " tg:category category:cousin-town ."
        + a("", parties="city:a")
        + event("; tg:concerns rel:aa")
        + taking_part("city:a"),
    ),
    Case(
        "three parties",
        f"{TIES} tg:coPartyWith tg:indirectPartnerOf",
        y2024=a("", parties="city:a, city:b, city:c"),
        follows="".join(
            both(prop, one, other)
            for one, other in THREE
            for prop in ("twinnedWith", "partnerByAgreementWith", "coPartyWith")
        ),
    ),
    Case(
        "a party that is no city",
        f"{TIES} tg:coPartyWith",
        y2024="org:u a tg:Organisation ." + a("", "convention", "city:a, org:u"),
        follows=both("coPartyWith", "city:a", "org:u"),
    ),
    Case(
        "tied to a third",
        "tg:indirectPartnerOf",
        y2024=HEADING
        + "claim:y a tg:Claim ; tg:claimOn rel:bc ; tg:kind kind:entente ."
        + "agreement:z a tg:Agreement ; tg:party city:c, city:d .",
        follows=both("indirectPartnerOf", "city:a", "city:c")
        + both("indirectPartnerOf", "city:b", "city:d"),
    ),
    Case(
        "tied to a third by a list",
        "tg:indirectPartnerOf",
        y2024=HEADING,
        listed="claim:y a tg:Claim ; tg:claimOn rel:bc ; tg:kind kind:entente .",
    ),
    Case(
        "tied to a third by reports and to one another by a list",
        "tg:indirectPartnerOf",
        y2024=HEADING + "claim:y a tg:Claim ; tg:claimOn rel:bc .",
        listed="claim:z a tg:Claim ; tg:claimOn rel:ac .",
    ),
    Case(
        "tied to a third by two reports",
        "tg:indirectPartnerOf",
        y2024=HEADING,
        y2025="claim:y a tg:Claim ; tg:claimOn rel:bc .",
        follows=both("indirectPartnerOf", "city:a", "city:c"),
    ),
    Case(
        "tied to a third by events",
        "tg:indirectPartnerOf",
        y2024=event("; tg:concerns rel:ab") + event("; tg:concerns rel:bc", name="f"),
        follows=both("indirectPartnerOf", "city:a", "city:c"),
    ),
    Case(
        "tied to a third and to one another",
        "tg:indirectPartnerOf",
        y2024=HEADING
        + "claim:y a tg:Claim ; tg:claimOn rel:bc . claim:z a tg:Claim ; tg:claimOn rel:ac .",
    ),
    Case("being prepared", TIES, y2024=a("") + step("prepared", status="under-way")),
    Case(
        "its renewal being prepared",
        TIES,
        y2024=a("") + step("prepared") + step("renewed", status="envisaged"),
        follows=TIED,
    ),
    Case(
        "prepared and signed",
        TIES,
        y2024=a("") + step("prepared") + step("signed", "within-2024"),
        follows=TIED,
    ),
    Case(
        "signing hoped for, anniversary kept",
        TIES,
        y2024=a("") + step("signed", status="wished") + step("anniversary", "within-2024"),
        follows=TIED,
    ),
]

CONTACT = "tg:inContactWith"
MET = both("inContactWith")
CONTACTS = [
    Case(
        "a visit",
        CONTACT,
        y2024=HEADING + event("; tg:sender city:b ; tg:host city:a"),
        follows=MET,
    ),
    Case(
        "a visit under way",
        CONTACT,
        y2024=HEADING + event("; tg:sender city:a ; tg:destination city:b", "under-way"),
        follows=MET,
    ),
    *(
        Case(
            f"a visit that is {status}",
            CONTACT,
            y2024=HEADING + event("; tg:sender city:a ; tg:destination city:b", status),
        )
        for status in ("planned", "envisaged", "cancelled", "postponed")
    ),
    Case(
        "a visit called off by a later report",
        CONTACT,
        y2024=HEADING + event("; tg:sender city:a ; tg:destination city:b", "under-way"),
        y2025=event("", "cancelled"),
    ),
    Case(
        "a visit without a status",
        CONTACT,
        y2024=HEADING + event("; tg:sender city:a ; tg:destination city:b", ""),
    ),
    Case(
        "a group from there",
        CONTACT,
        y2024=HEADING
        + event("")
        + "group:g a tg:Group ; tg:groupFrom city:b ."
        + taking_part("group:g")
        + taking_part("city:a"),
        follows=MET,
    ),
    Case(
        "contacts whose other side is not told",
        CONTACT,
        y2024=HEADING + event("; tg:concerns rel:ab") + taking_part("city:a"),
        follows=MET,
    ),
    Case(
        "talks about the tie with a third",
        CONTACT,
        y2024=HEADING
        + "org:o a tg:Organisation ."
        + event("; tg:concerns rel:ab")
        + taking_part("city:a")
        + taking_part("org:o"),
    ),
    Case(
        "talks about an agreement with a third",
        CONTACT,
        y2024=HEADING
        + a("")
        + "org:o a tg:Organisation ."
        + event("; tg:concerns agreement:x")
        + taking_part("city:a")
        + taking_part("org:o"),
    ),
    Case(
        "talks of our own office about the tie",
        CONTACT,
        y2024=HEADING
        + "org:o a tg:Organisation ; tg:subUnitOf city:a ."
        + event("; tg:concerns rel:ab")
        + taking_part("org:o"),
        follows=MET,
    ),
    Case(
        "a project under way is no event",
        CONTACT,
        y2024=HEADING
        + "project:p a tg:Project ; tg:status status:under-way ; tg:concerns rel:ab .",
    ),
    Case(
        "a visit of the partner to somebody else",
        CONTACT,
        y2024=HEADING + event("; tg:sender city:b ; tg:destination city:d"),
    ),
    Case(
        "a visit told by another's list only",
        CONTACT,
        y2024=HEADING,
        listed=event("; tg:sender city:a ; tg:destination city:b"),
    ),
]

OFFICE = "tg:officeAtEvent"
HELD = (
    "person:p a tg:Person . holding:h a tg:OfficeHolding ; tg:holder person:p ; tg:office office:o "
)
AT_E = "participation:e-person-p tg:officeAtEvent office:o"


def office(more: str, date: str = "2024-05-20") -> str:
    return f"{HELD}{more} .\n{event(f'; tg:dateWritten date:{date}')}{taking_part('person:p')}"


OFFICES = [
    Case("held in the year of the report", OFFICE, y2024=office(""), follows=AT_E),
    Case("another year than the report's", OFFICE, y2024=office("", "2022-05-20")),
    Case(
        "held since long before",
        OFFICE,
        y2024=office("; tg:started date:within-2010", "2012-05-20"),
        follows=AT_E,
    ),
    Case(
        "begun in the year of the event",
        OFFICE,
        y2024=office("; tg:started date:within-2024"),
    ),
    Case(
        "ended before the event",
        OFFICE,
        y2024=office("; tg:started date:within-2010 ; tg:ended date:2024-03-01"),
    ),
    Case(
        "ended after the event",
        OFFICE,
        y2024=office("; tg:started date:within-2010 ; tg:ended date:2024-12-01"),
        follows=AT_E,
    ),
    Case(
        "ended in the year of the event",
        OFFICE,
        y2024=office("; tg:started date:within-2010 ; tg:ended date:within-2024"),
    ),
    Case("a former office", OFFICE, y2024=office("; tg:ended date:by-2024")),
    Case("held in another year", OFFICE, y2024=office("; tg:dateComputed date:within-2022")),
    Case(
        "held on the day",
        OFFICE,
        y2024=office("; tg:dateWritten date:within-2024-05"),
        follows=AT_E,
    ),
    Case(
        "an event after the report that gives the office",
        OFFICE,
        y2024=f"{HELD} ; tg:started date:within-2010 .",
        y2025=event("; tg:dateWritten date:2025-05-20") + taking_part("person:p"),
    ),
    Case(
        "an event that goes on",
        OFFICE,
        y2024=office("; tg:started date:within-2010 ; tg:ended date:by-2024", "since-2020"),
    ),
    Case(
        "named there",
        OFFICE,
        y2024=event("", "planned") + taking_part("person:p", more="; tg:inOffice office:o"),
        follows=AT_E,
    ),
    Case(
        "an event without a date",
        OFFICE,
        y2024=f"{HELD} .\n{event('')}{taking_part('person:p')}",
    ),
    Case(
        "a part of a dated event",
        OFFICE,
        y2024=f"{HELD} .\n"
        + event("; tg:dateWritten date:2024-05-20", name="whole")
        + event("; tg:partOf event:whole")
        + taking_part("person:p"),
        follows=AT_E,
    ),
]

MEMBERS = [
    Case(
        "two members, one of which has left",
        "tg:memberOf tg:fellowMemberOf",
        y2024="membership:m a tg:Membership ; tg:network network:n ; tg:member city:a ."
        " membership:l a tg:Membership ; tg:network network:n ; tg:member city:b ;"
        " tg:ended date:within-2020 .",
        # The definition asks for a membership that a source gives; its period stands there.
        follows="city:a tg:memberOf network:n\ncity:b tg:memberOf network:n\n"
        + both("fellowMemberOf"),
    ),
    Case(
        "two members, one of which a list names",
        "tg:memberOf tg:fellowMemberOf",
        y2024="membership:m a tg:Membership ; tg:network network:n ; tg:member city:a .",
        listed="membership:l a tg:Membership ; tg:network network:n ; tg:member city:b .",
        follows="city:a tg:memberOf network:n\ncity:b tg:memberOf network:n",
    ),
    Case(
        "two members of which two reports tell",
        "tg:fellowMemberOf",
        y2024="membership:m a tg:Membership ; tg:network network:n ; tg:member city:a .",
        y2025="membership:l a tg:Membership ; tg:network network:n ; tg:member city:b .",
        follows=both("fellowMemberOf"),
    ),
]
