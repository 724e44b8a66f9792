"""Verbs that briefs use, and their forms."""

import simplemma

VERBS = frozenset(
    """
    accept access achieve acknowledge act activate add adjust administer advertise agree alert allocate allow alter
    analyse analyze announce annotate anonymise anonymize answer append apply appoint approve archive arrange arrive ask
    assess assign associate attach attend audit authenticate authorise authorize avoid back-up ban become begin belong bill
    blacklist block book borrow bring broadcast browse build buy calculate call cancel capture carry catch categorise
    categorize change charge chat check choose claim classify clean clear click close collaborate collect comment commit
    communicate compare compile complain complete comply compose compute conduct configure confirm connect consent consist
    contact contain continue contribute control convert coordinate copy correct cost count cover create cut deactivate deal
    debit decide decline decrease define delay delegate delete deliver demote deny depend deploy describe design detect
    determine develop dial differ disable disappear discard discuss dispatch display dispute distribute do donate download
    draft drag draw drive drop duplicate earn edit elect email embed employ enable encrypt end enforce enrol enroll ensure
    enter escalate estimate evaluate exceed exchange exclude execute exist expire explain export extend fail fall fetch
    file fill filter find finish fit fix flag follow forbid force forecast forget forward fulfil fulfill generate get give
    go grade grant group grow guarantee guess guide handle happen hear help hide hire hold host identify ignore implement
    import improve include increase inform inherit initiate insert inspect install integrate interact interview invite
    invoice issue join jump keep know label land last launch lead learn leave lend let limit link list listen live load
    locate lock log look lose mail maintain make manage map mark match measure meet mention merge message migrate
    miss modify monitor move name navigate need negotiate notice notify number obtain occur offer open operate optimise
    optimize order organise organize override overwrite own package park participate pass pause pay perform permit phone
    pick place plan play plot point poll post postpone practise prefer prepare present preserve press prevent preview price
    print prioritise prioritize process produce program prohibit promote prompt propose prove provide publish pull purchase
    push put query quit quote raise rank rate reach react read rebook receive recommend reconcile record recover redeem
    redirect reduce refer refill refresh refund refuse register reject relate release rely remain remember remind remove
    rename render renew rent reopen reorder repair repeat replace replenish reply report represent request require
    reschedule reserve reset resolve respond restart restore restrict retain retrieve return review revoke ride roll
    rotate run satisfy save say scan schedule score scroll search see select sell send separate serve set settle share ship
    show shut sign simulate sit skip sleep sort speak specify spend split stand start state stay stop store stream
    submit subscribe suggest supervise supply support survive suspend swap switch sync synchronise synchronize tag take
    talk target teach tell terminate test throw tick top track trade train transfer translate travel treat trigger trust
    try turn type undo unlock unpublish unsubscribe update upgrade upload use validate vary verify view visit volunteer
    vote wait walk want warn watch weigh withdraw work wrap write
    """.split()
)

IRREGULAR = {
    "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "am": "be", "being": "be",
    "has": "have", "had": "have", "having": "have", "does": "do", "did": "do", "done": "do", "goes": "go",
    "went": "go", "gone": "go", "kept": "keep", "sent": "send", "paid": "pay", "held": "hold", "made": "make",
    "written": "write", "wrote": "write", "shown": "show", "seen": "see", "saw": "see", "given": "give",
    "gave": "give", "taken": "take", "took": "take", "chosen": "choose", "sold": "sell", "bought": "buy",
    "brought": "bring", "built": "build", "told": "tell", "found": "find", "left": "leave", "lent": "lend",
    "lost": "lose", "met": "meet", "read": "read", "run": "run", "ran": "run", "set": "set", "put": "put",
    "cut": "cut", "let": "let", "shut": "shut", "split": "split", "withdrawn": "withdraw", "drawn": "draw",
    "driven": "drive", "forgotten": "forget", "forbidden": "forbid", "hidden": "hide", "known": "know",
    "said": "say", "spent": "spend", "taught": "teach", "thrown": "throw", "undone": "undo", "worn": "wear",
    "begun": "begin", "become": "become", "overwritten": "overwrite", "overridden": "override", "lain": "lie",
    "reset": "reset", "stood": "stand", "understood": "understand", "won": "win", "broken": "break",
    "spoken": "speak", "stolen": "steal", "led": "lead", "fed": "feed", "hit": "hit", "cost": "cost",
}  # fmt: skip

DOUBLING = frozenset("cancel submit begin refer transfer permit admit commit control enrol travel label model".split())
"""Verbs of two syllables whose last consonant doubles before -ing."""

VOWELS = "aeiou"


def base_form(word: str) -> str:
    """The base form of a verb in any form; an unknown verb is taken apart by dictionary."""
    lower = word.lower()
    if lower in VERBS:
        return lower
    if lower in IRREGULAR:
        return IRREGULAR[lower]
    for candidate in _candidates(lower):
        if candidate in VERBS:
            return candidate
    if lower.endswith(("ed", "ing", "s")):
        return str(simplemma.lemmatize(lower, lang="en"))
    return lower


def _candidates(lower: str) -> list[str]:
    found: list[str] = []
    if lower.endswith("ies"):
        found.append(lower[:-3] + "y")
    if lower.endswith("es"):
        found += [lower[:-2], lower[:-1]]
    elif lower.endswith("s") and not lower.endswith("ss"):
        found.append(lower[:-1])
    if lower.endswith("ied"):
        found.append(lower[:-3] + "y")
    elif lower.endswith("ed"):
        found += [lower[:-1], lower[:-2], *_undoubled(lower[:-2])]
    if lower.endswith("ying"):
        found.append(lower[:-3])
    elif lower.endswith("ing"):
        found += [lower[:-3] + "e", lower[:-3], *_undoubled(lower[:-3])]
    return found


def _undoubled(stem: str) -> list[str]:
    return [stem[:-1]] if len(stem) > 2 and stem[-1] == stem[-2] else []


def is_verb(word: str) -> bool:
    """Whether a word can be a form of a verb that briefs use."""
    lower = word.lower()
    return lower in VERBS or lower in IRREGULAR or any(candidate in VERBS for candidate in _candidates(lower))


def is_base(word: str) -> bool:
    """Whether a word can be the base form of a verb that briefs use."""
    return word.lower() in VERBS or word.lower() in {"be", "have", "do", "wear", "win", "break", "feed"}


def is_participle(word: str) -> bool:
    """Whether a word can be a past participle."""
    lower = word.lower()
    if lower.endswith("ed"):
        return len(lower) > 4 and lower not in {"need", "indeed", "speed", "exceed", "proceed", "shed", "hundred"}
    return lower in IRREGULAR and lower not in {
        "is", "are", "was", "were", "am", "being", "been", "has", "had", "having", "does", "did", "goes", "went",
        "wrote", "gave", "took", "saw", "ran",
    }  # fmt: skip


def gerund(verb: str) -> str:
    """The -ing form of a base form."""
    if verb in {"be", "see", "agree", "free"} or verb.endswith(("ee", "ye", "oe")):
        return verb + "ing"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e"):
        return verb[:-1] + "ing"
    short = len(verb) > 2 and verb[-1] not in VOWELS + "wxy" and verb[-2] in VOWELS and verb[-3] not in VOWELS
    if short and (verb in DOUBLING or sum(letter in VOWELS for letter in verb) == 1):
        return verb + verb[-1] + "ing"
    return verb + "ing"


def third_person(verb: str) -> str:
    """The form that goes with "the system"."""
    if verb in {"be", "have"}:
        return {"be": "is", "have": "has"}[verb]
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and len(verb) > 1 and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def participle(verb: str) -> str:
    """The past participle of a base form."""
    for form, base in IRREGULAR.items():
        if base == verb and is_participle(form):
            return form
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and len(verb) > 1 and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    return gerund(verb)[:-3] + "ed"
