"""Words that are no terms of a project: everybody knows them, or they are verbs that look like nouns."""

TOO_COMMON = frozenset(
    """
    time day week month year hour minute second date number thing way lot kind sort part end start beginning case one
    two example reason problem idea plan goal project moment place side point question answer people name today tomorrow
    morning evening night weekend list everything something anything nothing rest detail information data text word
    change need use access amount total maximum minimum limit euro eur dollar percent % button click screen form copy
    help work deal line step order-of-magnitude age size colour color budget team developer version feature function option
    page site app software user-interface life world country city person user half couple bit piece pound sheet
    language english german french spanish free internet cost price-range own set monitoring kilometre meter metre hundred thousand
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december spring summer autumn winter advance least most
    """.split()
)
NEVER_A_THING = frozenset(
    "time day week month year hour minute second way lot kind sort euro eur dollar percent point half couple people user"
    " person hundred thousand side moment end beginning least most click button".split()
)
NOUNS_AFTER_ALL = frozenset(
    "alarm alert allergen answer audit award backup ban batch book bundle cache catalogue certificate cook credit deal defect deposit"
    " design dispatch display dock document draft duplicate estimate exam exchange experience film fine flag flight fund garden grade"
    " grant guard guess harvest hire house implement incident interview irrigation issue judge lease lesson licence loan lock log"
    " meal meter mix module mount note offer paint pair panel pilot plant poll pool portion post prescription prize purchase quiz"
    " rack reading recipe refund register reminder rent rental rescue reward risk room route sale sample seal seat seed sensor sign-up signal"
    " slot snack snapshot stamp stock store street strike supply surface survey suspect swap tank task team test theme title token"
    " tool tour toy track trade dispute review claim request return match move turn comment reply invite measure shop contribution train transfer trap treat trip vent visit vote voucher warehouse warning water waybill work".split()
)
"""Verbs that briefings use as nouns."""

EVERYDAY = frozenset(
    """
    area board box building bus button card cellar chair city coat company computer connection corner cost county desk
    door file floor folder garage gate hall handlebar home hospital house internet job key kitchen laptop letter
    light line mail message mobile money network notebook office paper park pc pen phone photo picture pipe place power
    printer reception restaurant result room row school screen server shelf sheet shop sign signal site smartphone spot
    spreadsheet stock street table tablet telephone throughput tool town traffic unit van village wall website wifi wood
    backlog bandwidth latency load performance quality speed uptime workload
    """.split()
)
"""Names of everyday things: a term only where the briefing says what is kept of them, or what people do with them."""
