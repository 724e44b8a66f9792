"""Anonymous traffic: the clauses TRA."""

from specstep.policies.clauses.values import Clause

TRA = (
    Clause(
        id="TRA-1",
        title="Visitors as one-way hashes",
        promise=(
            "A public page view stores a one-way hash of IP and user agent with a salt that changes every 24 "
            "hours. The IP is never stored."
        ),
        demand=(
            "(A throttle may hold a keyed hash of an address in memory or in the short-lived store for minutes; "
            "it is never written to the database.) Yesterday's salt is destroyed; the hash of one visitor on two "
            "days cannot be linked, by anyone, with the whole database in hand."
        ),
    ),
    Clause(
        id="TRA-2",
        title="Country without the address",
        promise="Country: two letters, from the DB-IP Lite data, before the IP is thrown away.",
        demand="The IP reaches no log line either. DB-IP is credited wherever countries are shown.",
    ),
    Clause(
        id="TRA-3",
        title="Raw page views for 30 days",
        promise="Raw page views live 30 days; daily aggregates stay.",
        demand="Aggregates are computed before the raw rows go; late rows are not lost.",
    ),
    Clause(
        id="TRA-4",
        title="Do Not Track",
        promise="DNT: 1 (and Sec-GPC: 1, which goes beyond the promise): the visit is not recorded at all.",
        demand="No row, no traffic cookie, no counter.",
    ),
    Clause(
        id="TRA-5",
        title="One cookie for a day",
        promise=(
            "One first-party cookie, HttpOnly, at most 24 hours, holds the day's hash, so that a sign-up on the "
            "same day can be credited to its referring page. Nothing personal in it."
        ),
        demand=(
            "It expires when the salt does; a stale hash is ignored. The sign-up counts for a page; no hash is "
            "kept on the account. Besides it a visitor gets no cookie until they press sign-in (that one: ten "
            "minutes at most)."
        ),
    ),
    Clause(
        id="TRA-6",
        title="Only public pages are counted",
        promise=(
            "Only public pages are counted (home, how it works, pricing, API documentation, agents), for three "
            "uses: visitors, popular pages, sign-ups. Never shared."
        ),
        demand="A closed list of pages.",
    ),
)
