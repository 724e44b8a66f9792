"""The English texts, by topic and evidence; "@money" and "@small" are taken where they apply."""

from specstep.domain.drafting.asking.english_variants import VARIANTS
from specstep.domain.drafting.asking.wording import Wording

TEXTS: dict[str, Wording] = VARIANTS | {
    "opening": Wording(
        "What do you want to build?",
        "Two or three sentences in your own words are enough: who it is for, and what they want to do with it.",
        "",
        "Nothing has been said yet from which an answer could follow.",
    ),
    "purpose.what": Wording(
        "I have not understood yet what it should do. Who wants to do what with it?",
        "Without this there is nothing that could be specified.",
        "",
        "Nothing has been said yet from which an answer could follow.",
    ),
    "purpose.why": Wording(
        ("What goes wrong today when {when}?", "What goes wrong today that makes you want this?"),
        "The reason decides what may be left out when time gets short.",
        ("The goal is that {doing} takes less work and leads to fewer mistakes.",
         "The goal is that nobody has to do this by hand any more, and that fewer mistakes happen."),
        "What you described replaces work that is usually done by hand; you named no other reason.",
    ),
    "users.who": Wording(
        ("Who takes part in {doing}?", "Who will use it?"),
        "Each group of people needs its own way through it.",
        "One group of people uses it, and all of them may do the same.",
        "You named no second group so far.",
    ),
    "capabilities.needs": Wording(
        ("Besides {doing}: what else do {actor} want to do with it?", "Besides {doing}: what else must one be able to do with it?",
         "What else must it do, besides what you have named?"),
        "What is not named here will not be built.",
        "The first version does nothing beyond what was named so far.",
        "You named nothing else, and one thing that works is a good first version.",
    ),
    "capabilities.first": Wording(
        ("Which one thing must work first if time gets short: {doing}?", "Which one thing matters most in the first version?"),
        "It decides the order of the work and what is dropped first.",
        ("The most important thing is {doing}.", "The most important thing is what was named first."),
        "You named it first.",
    ),
    "rules.any": Wording(
        ("When {when}: what must never happen?", "What must never happen in it?"),
        "Rules like these decide how it is built, and nobody guesses them right.",
        ("{Actor} must never see or change what belongs to others.", "Nobody must ever change somebody else's entries unnoticed."),
        "It holds almost everywhere where several people use one thing, and you said nothing against it.",
    ),
    "rules.exceptions": Wording(
        ("Which exceptions does this rule have: {rule}?", "Which further rules or limits hold, say on amounts or times?"),
        "Where much is at stake, the exceptions cause the accidents.",
        ("There is no exception to the rule {rule}.", "No amount and no time is limited."),
        "You named no exception.",
    ),
    "non-goals.any": Wording(
        "What shall it deliberately not do, although one might expect it?",
        "What is left out on purpose keeps the first version small and saves arguments later.",
        ("The first version has {left_out}.", "The first version has nothing that was not named here."),
        "You mentioned none of it, and leaving it out saves the most work.",
    ),
    "success.measure": Wording(
        "By which figure will you tell, half a year from now, that it was worth it?",
        "A goal without a figure can never be reached.",
        ("After three months, half of the {people} use it every week.", "After three months, it has fully replaced the way it is done today."),
        "It can be counted without asking anybody.",
    ),
    "data.what": Wording(
        ("What must be known about each {thing}, and about {actor}?", "What must be known about each {thing}?",
         "What has to be kept, about whom or what?"),
        "The data outlive the program; what is not planned is missing later.",
        ("A name and the state of each {thing} are kept, and the name and e-mail address of {actor}.",
         "A name and the state of each {thing} are kept.", "Only what people enter themselves is kept."),
        "It is the least that what you described can work with.",
    ),
    "data.retention": Wording(
        "How long are personal data kept once somebody has left?",
        "Privacy law wants a limit, and deleting is hard to add later.",
        "Personal data are deleted 12 months after a person was last active.",
        "It covers a whole year's cycle and is easy to explain.",
    ),
    "load.users": Wording(
        ("Roughly how many {actor} will there be in the first year?", "Roughly how many people will use it in the first year?"),
        "Ten and ten thousand are built differently.",
        ("There are at most 200 {actor} in the first year.", "There are at most 200 users in the first year."),
        "You named no figure; for this many, one small server is enough.",
    ),
    "load.volume": Wording(
        ("How many {things} are there at most, or come in during a busy week?", "How much will it hold: how many entries come in during a busy week?"),
        "It decides how lists look and what has to be searched.",
        ("There are at most 200 {things}.", "At most 200 entries come in during a busy week."),
        "You named no figure; this many fit on any small server.",
    ),
    "load.peak": Wording(
        ("When is the busiest moment, and how many of the {people} are there at once?",
         "When is the busiest moment, and how many people or requests come at once then?"),
        "Systems fail at their busiest moment, which is also the worst one to fail.",
        ("At the busiest moment, a tenth of the {people} use it at the same time.", "At the busiest moment, 100 people use it at the same time."),
        "A tenth at once is a cautious rule where nothing has been measured.",
    ),
    "quality.speed": Wording(
        ("When {when}: within how many seconds must it answer?", "Within how many seconds must it answer?"),
        "“Fast enough” can only be tested with a figure.",
        "95 percent of requests are answered within 2 seconds.",
        "Beyond two seconds people start to click again.",
    ),
    "quality.availability": Wording(
        "When it is down, what do people do meanwhile, and after how long does it hurt?",
        "Each step towards “always” costs about ten times the last one.",
        "It is available 99.5 percent of each month, planned maintenance not counted.",
        "That is three and a half hours a month, which one server and a good backup can keep.",
    ),
    "quality.accessibility": Wording(
        ("Which {actor} use a screen reader, or only a keyboard?", "Who will use it with a screen reader, or only a keyboard?"),
        "Many public and commercial services must be accessible by law.",
        "The pages meet WCAG 2.2 level AA.",
        "It is what the law refers to in most countries, and it is cheap when done from the start.",
    ),
    "security-privacy.permissions": Wording(
        (
            "What may {other} do that {actor} may not?",
            "Who may change or delete what others entered: all {actor}, or only some people?",
            "Who may change or delete what others entered: everybody, or only some people?",
        ),
        "Permissions are hard to add later, and leaving them out is how other people's entries get lost.",
        (
            "Only {other} may change or delete what somebody else entered.",
            "{Actor} may change only their own entries; an administrator may change all entries.",
            "Users may change only their own entries; an administrator may change all entries.",
        ),
        "It is the smallest rule that keeps people from changing each other's entries by mistake.",
    ),
    "security-privacy.signin": Wording(
        ("How do {actor} prove who they are: a link by e-mail, a password, an account they have already?",
         "How do people prove who they are: a link by e-mail, a password, an account they have already?"),
        "It decides what a stranger could do, and how much help people need.",
        ("{Actor} sign in with a link that is sent to their e-mail address.", "Users sign in with a link that is sent to their e-mail address."),
        "A password that does not exist cannot leak or be forgotten.",
    ),
    "security-privacy.who-sees": Wording(
        ("You said {data}. Who may see that, and who must not?", "Who may see personal data such as names and addresses, and who must not?"),
        "It is the question that people will ask first about their own data.",
        ("Only {other} and the person concerned may see personal data.", "Only administrators and the person concerned may see personal data."),
        "Nobody else needs it for anything you described.",
    ),
    "security-privacy.audit": Wording(
        "Which acts must leave a trace of who did them and when?",
        "After a dispute it is too late to start recording.",
        "Every change of permissions or amounts is recorded with time and person, and the record cannot be changed.",
        "These are the acts that disputes are about.",
    ),
    "security-privacy.abuse": Wording(
        "What could somebody gain by cheating?",
        "Whoever builds it protects what they know to be worth attacking.",
        "After five failed attempts to sign in, an account is locked for 15 minutes.",
        "Guessing passwords is the cheapest attack there is.",
    ),
    "law.which": Wording(
        "Which laws or contracts bind you in what is kept about people?",
        "What the law demands cannot be traded for time later.",
        "The GDPR applies, and no other special law.",
        "Data about people is kept, and you named nothing that a special law covers.",
    ),
    "money.budget": Wording(
        ("What may it cost to run for {people}, per month?", "What may it cost to run, per month?"),
        "It rules out half of all architectures at once.",
        "Running it may cost at most 50 EUR per month.",
        "A small server with backups costs less than that.",
    ),
    "money.provider": Wording(
        "By which way does money get from one to the other: a payment provider, bank transfer, cash?",
        "Handling card data yourself needs audits; a provider takes that off you.",
        "Payments go through a payment provider such as Stripe, and no card data is stored.",
        "It is the way with the least duties for you.",
    ),
    "money.refunds": Wording(
        ("When does money go back to {actor}, and who decides that?", "When does money go back, and who decides that?"),
        "Refunds are where the books stop matching.",
        "Staff may refund a payment in full within 14 days.",
        "14 days is the usual period for changing one's mind.",
    ),
    "existing.today": Wording(
        ("How do {how} today, before there is such a system?", "How is this done today, before there is such a system?"),
        "What people are used to tells what they will miss.",
        "Today this is done by hand, without a common system.",
        "You named nothing that is in use.",
    ),
    "existing.migration": Wording(
        ("You said {today}. What of that must be carried over?", "Which existing data must be carried over?"),
        "Carrying data over often takes as long as building the rest.",
        "The current data is imported once from a CSV file.",
        "Every tool can write CSV, and doing it once needs no interface.",
    ),
    "integrations.systems": Wording(
        "Which other systems does it have to talk to?",
        "Every neighbour can fail, and its owner has to agree.",
        "It talks to no other system, except that it sends e-mail.",
        "Nothing you described needs another one.",
    ),
    "deployment.where": Wording(
        ("Where will it run for {people}: at a hosting company, on a machine of your own?",
         "Where will it run: at a hosting company, on a machine of your own, on people's devices?"),
        "It decides who looks after it at night and what it costs.",
        "It runs on one small server at a hosting company.",
        "It is the cheapest way that needs no hardware of your own.",
    ),
    "deployment.region": Wording(
        "In which country or region must the data stay?",
        "It rules out providers, and moving later is expensive.",
        "All data is stored in the European Union.",
        "It satisfies European privacy law without further contracts.",
    ),
    "team-time.deadline": Wording(
        "By when must it be in use, and what happens on that day?",
        "A fixed date turns every other wish into a choice.",
        "There is no fixed date; the first version is expected within three months.",
        "You named no date, and what you described fits into that.",
    ),
    "team-time.team": Wording(
        "Who builds it, and who looks after it once it runs?",
        "An architecture has to fit the people who keep it alive.",
        "Two developers build it and look after it during working hours.",
        "More is rarely there at the start; it keeps the architecture simple.",
    ),
    "interfaces.device": Wording(
        ("When {actor} use it: on a phone, at a desk, or both?", "On what will people use it: a phone, a computer, both?"),
        "It decides the whole look, and whether an app store is involved.",
        ("{Actor} use it in the browser, on phones as well as on computers.", "People use it in the browser, on phones as well as on computers."),
        "One web page serves both and needs no app store.",
    ),
    "interfaces.languages": Wording(
        ("Which languages do {actor} need to have it in?", "Which languages must it speak?"),
        "Texts that were written for one language are tedious to take apart later.",
        "All texts are in English.",
        "It is the language of this talk.",
    ),
    "failure.worst": Wording(
        ("Suppose it breaks down just when {when}. What must still work, and what must not be lost?",
         "Suppose it breaks down just when it is needed. What must still work, and what must not be lost?"),
        "It tells where care is worth its price.",
        "If it fails, no confirmed entry may be lost, and the person sees that it failed.",
        "What was confirmed to somebody is what they rely on.",
    ),
    "failure.recovery": Wording(
        "After a crash: how many hours of entries may be lost at most, and how soon must it be back?",
        "These two figures decide how backups are made and what they cost.",
        "A backup is made every night, and the service is back within 4 hours after a crash.",
        "It is what one server with nightly backups can keep.",
    ),
    "decisions.any": Wording(
        "What about the technology is settled already: a language, a product, a hosting company?",
        "What is settled need not be weighed again, and nobody should propose against it.",
        "No technology is prescribed; the developers choose it.",
        "You named none.",
    ),
    "vague": Wording(
        ("You said {fact}. What does “{phrase}” mean there: {ask}?",),
        "Two people would test “{phrase}” differently, so nobody could say whether it was done.",
        "{exact}",
        "It can be tested, and it is a usual figure for this; change it if yours is another.",
    ),
    "contradiction": Wording(
        ("You said {one}, and also {two}. Which of the two holds?",),
        "Both cannot be built: {reason}.",
        "{later}",
        "It is what you said last.",
    ),
    "confirmation": Wording(
        ("I have what I need: it is mainly about {all}. Is anything important missing or wrong?",
         "I have what I need. Is anything important missing or wrong?"),
        ("These stay open, and the package says so: {open}.", "A last look costs less than a wrong package."),
        "Nothing is missing.",
        "All that matters at these stakes is settled, or stands as an open question in the package.",
    ),
}  # fmt: skip

ASK: dict[str, str] = {}
"""What to ask for instead of a vague word; in English the finding itself says it."""

EXACT: dict[str, str] = {
    "speed": "95 percent of requests are answered within 2 seconds.",
    "ease": "A new user finishes the first task within 5 minutes without help.",
    "scale": "It serves at most 1000 users.",
    "dependable": "It is available 99.5 percent of each month, and no confirmed entry is lost.",
    "secure": "Only people who have signed in may see or change anything, and all connections are encrypted.",
    "often": "This happens once a day.",
    "amount": "The number is at most 10.",
    "open": "The list is complete as it stands.",
    "escape": "This holds in every case.",
    "looks": "The pages use one plain design with at most two colours.",
    "cheap": "It costs at most 20 EUR per month.",
}
"""What is recommended instead of a vague word."""
