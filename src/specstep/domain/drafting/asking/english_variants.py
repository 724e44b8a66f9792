"""The English texts that take the place of others where money moves, or where it is a small tool."""

from specstep.domain.drafting.asking.wording import Wording

VARIANTS: dict[str, Wording] = {
    "users.who@small": Wording(
        "Is it for you alone, or will others use it too?",
        "A tool for one needs no accounts, no permissions and hardly any security.",
        "I am the only one who uses it.",
        "What you described sounds like a tool of your own.",
    ),
    "rules.exceptions@money": Wording(
        ("Which limits or exceptions does this rule have: {rule}?", "Which limits hold, say on the amount of a single payment?"),
        "A limit bounds what a mistake or a fraud can cost.",
        "A single payment is at most 10,000 EUR.",
        "You named no limit; most payments lie far below this one.",
    ),
    "non-goals.any@small": Wording(
        "What shall it deliberately not do, although one might expect it?",
        "What is left out on purpose keeps it a small tool.",
        "It has no accounts, and it sends nothing over the network.",
        "It is for you alone, and nothing you said needs either.",
    ),
    "data.what@small": Wording(
        "From one time to the next: what has to be remembered?",
        "If not, it needs no storage at all.",
        "It keeps nothing but a settings file.",
        "Nothing you said needs more.",
    ),
    "quality.availability@money": Wording(
        "When a payment cannot be made because it is down: how long is bearable?",
        "Each step towards “always” costs about ten times the last one.",
        "It is available 99.9 percent of each month, planned maintenance not counted.",
        "Money is involved, and 43 minutes a month is what two machines can keep.",
    ),
    "security-privacy.signin@money": Wording(
        ("How do {actor} prove who they are before money moves?", "How do people prove who they are before money moves?"),
        "A stolen account is stolen money here.",
        ("{Actor} sign in with a password and a second factor.", "Users sign in with a password and a second factor."),
        "You said that money changes hands.",
    ),
    "security-privacy.abuse@money": Wording(
        "What would a fraud look like here?",
        "Whoever builds it protects what they know to be worth attacking.",
        "Every change of a bank account or payout must be confirmed with a second factor.",
        "Diverting money to another account is the most common fraud where money moves.",
    ),
    "law.which@money": Wording(
        "Money changes hands: which laws, licences or contracts bind you there?",
        "What the law demands cannot be traded for time later.",
        "The GDPR applies, and card data stays with a licensed payment provider.",
        "Leaving card data to the provider keeps most of PCI DSS away from you.",
    ),
    "money.budget@money": Wording(
        "What may it cost to run, per month, the payment fees not counted?",
        "It rules out half of all architectures at once.",
        "Running it may cost at most 500 EUR per month.",
        "Two machines, a managed database and backups fit into that.",
    ),
    "existing.today@money": Wording(
        "How do people pay today?",
        "What people are used to tells what they will miss.",
        "Today everybody does this in their own way, and there is nothing in common.",
        "You named nothing that is being replaced.",
    ),
    "integrations.systems@money": Wording(
        "Which payment provider, bank or other systems does it have to talk to?",
        "Every neighbour can fail, and its owner has to agree.",
        "It talks to one payment provider and sends e-mail, and talks to no other system.",
        "Money needs a provider, and nothing else you described needs another system.",
    ),
    "deployment.where@money": Wording(
        ("Where will it run for {people}, and what happens when that place fails?", "Where will it run, and what happens when that place fails?"),
        "A single machine is a single way to lose everybody's payments.",
        "It runs on two machines at a hosting company, with a database that the company looks after.",
        "Money is involved, so one machine must be able to fail.",
    ),
    "deployment.where@small": Wording(
        "Where will you run it: on your own computer, on a phone, on a server?",
        "On your own computer it needs no server and no account.",
        "It runs on my own computer, from the command line.",
        "It is for you, and nothing you said needs a server.",
    ),
    "failure.recovery@money": Wording(
        "After a crash: may a single payment be lost, and how soon must it be back?",
        "These two figures decide how data is stored and what that costs.",
        "No confirmed payment may be lost, and the service is back within 1 hour after a crash.",
        "Losing a payment costs trust that no backup brings back.",
    ),
}  # fmt: skip
"""By topic and evidence, with "@money" or "@small" behind."""
