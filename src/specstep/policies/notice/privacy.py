"""The privacy notice: what people are told, in words that people read."""

from collections.abc import Iterable, Iterator

from specstep.policies.clauses.standing import Standing
from specstep.policies.clauses.values import State
from specstep.policies.coverage import is_personal
from specstep.policies.model import (
    Dataset,
    EdgeKind,
    Export,
    Inventory,
    OnAccountDeletion,
    Protection,
)
from specstep.policies.model.taxonomy import under
from specstep.policies.notice.document import Block, Document, Grid, Heading, Paragraph, Points
from specstep.policies.notice.durations import says_how_long
from specstep.policies.notice.facts import Operator
from specstep.policies.notice.words import category_words, listed, purpose_words, recipient_words, sentence

PROTECTED = {
    Protection.HASH: "only as a hash, from which it cannot be read back",
    Protection.KEYED_HASH: "only as a hash made with a secret key",
    Protection.CIPHERTEXT: "encrypted by the service itself, beyond whatever the disk does",
}


EVERYWHERE = ("system", "user.unique_id")
SELLING = ("marketing.advertising", "sales", "third_party_sharing")


def privacy_notice(inventory: Inventory, operator: Operator, standings: Iterable[Standing] = ()) -> Document:
    """The notice for an inventory, as run by an operator.

    Every dataset with data of people is in it, with what it is, why, how long and for whom. Promises that aren't
    kept yet, and those that the operator doesn't vouch for, are not made.
    """
    kept = [each for each in standings if each.state is State.KEPT and _vouched(each, operator)]
    people = [dataset for dataset in inventory.datasets if is_personal(dataset)]
    rest = [dataset for dataset in inventory.datasets if dataset not in people]
    blocks: list[Block] = [
        *_who(operator),
        *_what(people),
        *_why(people),
        *_recipients(inventory, people, operator),
        *_how_long(inventory, people, rest),
        *_traces(operator),
        *_rights(inventory, people, operator),
        *_safe(people, operator),
    ]
    if kept:
        blocks += [
            Heading("What we promise, and can show"),
            Points(f"{each.clause.promise} ({each.clause.id})" for each in kept),
        ]
    blocks += _changes(operator)
    return Document(f"Privacy notice of {operator.service}", blocks)


def _vouched(standing: Standing, operator: Operator) -> bool:
    """Whether a promise that only the operator can keep is one that this operator vouches for."""
    return not standing.clause.attested_by or bool(getattr(operator, standing.clause.attested_by))


def _who(operator: Operator) -> Iterator[Block]:
    runs = (
        f"{_capital(operator.service)} is run by {operator.name}."
        if operator.name
        else f"Who runs {operator.service} here has not been said yet."
    )
    reach = f" About your data, write to {operator.contact}." if operator.contact else ""
    more = f" {operator.representative} represents them in matters of data protection." * bool(
        operator.representative
    )
    yield Paragraph(runs + reach + more)
    if operator.effective:
        yield Paragraph(f"This notice holds from {operator.effective.isoformat()}.")
    if operator.region:
        basis = f" What allows that: {operator.transfer_basis}." if operator.transfer_basis else ""
        yield Paragraph(f"Your data is processed in {operator.region}.{basis}")


def _what(people: list[Dataset]) -> Iterator[Block]:
    yield Heading("What we hold")
    yield Paragraph("This is all of it. What isn't listed here isn't stored.")
    alike: dict[frozenset[str], list[Dataset]] = {}
    for dataset in people:
        alike.setdefault(frozenset(_kinds(dataset)), []).append(dataset)
    for kinds in sorted(alike, key=lambda kinds: not kinds):
        told = _capital(listed(_kinds(alike[kinds][0])))
        yield Paragraph(f"{told or 'Nothing but numbers, times and states'}:")
        yield Points(f"{_capital(each.called)}: {_about(each)}" for each in alike[kinds])
    yield Paragraph(
        "With each of these come numbers that stand for you or for one of your records, and times, states and "
        "counts of the service's own work."
    )


def _about(dataset: Dataset) -> str:
    text = dataset.about.rstrip(".")
    return f"{text[:1].lower()}{text[1:]}."


def _kinds(dataset: Dataset) -> list[str]:
    """The kinds of data in it that are more than numbers and times."""
    telling = [field.category for field in dataset.fields if not field.category.startswith(EVERYWHERE)]
    return list(dict.fromkeys(category_words(category) for category in telling))


def _told(categories: Iterable[str]) -> str:
    """Categories in words, the everyday ones last and only once."""
    keys = sorted(set(categories), key=lambda key: (key.startswith(EVERYWHERE), key))
    return listed(list(dict.fromkeys(category_words(key) for key in keys)))


def _why(people: list[Dataset]) -> Iterator[Block]:
    uses: dict[str, set[str]] = {}
    for dataset in people:
        for field in dataset.fields:
            for purpose in field.purposes:
                uses.setdefault(purpose, set()).add(field.category)
    yield Heading("What we use it for")
    yield Points(f"To {purpose_words(purpose)}: {_told(uses[purpose])}." for purpose in sorted(uses))
    sold = any(under(purpose, SELLING) for purpose in uses)
    yield Paragraph("For nothing else." + " It is not sold, and no advertiser or broker gets it." * (not sold))


def _recipients(inventory: Inventory, people: list[Dataset], operator: Operator) -> Iterator[Block]:
    yield Heading("Who else gets it")
    gets: dict[str, dict[str, dict[str, None]]] = {name: {} for name in inventory.recipients}
    for dataset in people:
        for field in dataset.fields:
            for recipient in field.recipients:
                gets[recipient].setdefault(category_words(field.category), {})[dataset.called] = None
    lines = []
    for key in sorted(gets):
        known = operator.recipient(key)
        who = known.who if known else recipient_words(key)
        where = f", in {known.region}" if known and known.region else ""
        terms = f" {sentence(known.terms)}" if known and known.terms else ""
        what = "; ".join(f"{words} ({listed(list(names))})" for words, names in gets[key].items())
        lines.append(f"{_capital(who)}{where}: {what or 'nothing that is stored'}.{terms}")
    if lines:
        yield Points(lines)
        yield Paragraph("Nobody else gets any of it, unless a law that binds us demands it.")
    else:
        yield Paragraph("Nobody, unless a law that binds us demands it.")


def _how_long(inventory: Inventory, people: list[Dataset], rest: list[Dataset]) -> Iterator[Block]:
    yield Heading("How long we keep it")
    yield Grid(
        ("What", "How long each is kept"),
        [(_capital(each.called), _kept(inventory, each)) for each in people],
    )
    yield Paragraph(
        "Where a line names more than one end, the first one counts. What is due goes at the next nightly clearing, "
        "at most a day later. When you delete your account, all that is yours goes with it, whatever the table says."
    )
    if rest:
        yield Paragraph(
            "Besides, the service keeps records of its own work that say nothing about you: "
            f"{listed(list(dict.fromkeys(each.called for each in rest)))}."
        )


def _kept(inventory: Inventory, dataset: Dataset) -> str:
    if dataset.name == inventory.account:
        return "Until you delete it."
    parents = {edge.to: inventory.dataset(edge.to).called for edge in dataset.edges_of(EdgeKind.INSIDE)}
    return sentence(says_how_long(dataset.retention, parents))


def _traces(operator: Operator) -> Iterator[Block]:
    yield Heading("Copies that live a little longer")
    yield Paragraph(
        "A database and its safety copies don't forget at the same moment. After something is deleted, it may "
        "remain in these for a time."
        + " When a backup is put back, deletions are carried out again before the service opens."
        * operator.replays_erasures
    )
    yield Points(
        (
            f"The database's write-ahead logs: {_life(operator.write_ahead_log_days)}.",
            f"Backups: {_life(operator.backup_days)}.",
            f"Log files of the service: {_life(operator.log_days)}.",
        )
    )


def _life(days: int | None) -> str:
    if days is None:
        return "the operator has not said how long"
    if days == 0:
        return "none are kept"
    return f"at most {days} day" + ("s" if days > 1 else "")


def _rights(inventory: Inventory, people: list[Dataset], operator: Operator) -> Iterator[Block]:
    yield Heading("What you can do")
    correct = dict.fromkeys(
        f"{field.called} ({dataset.called})" for dataset in people for field in dataset.fields if field.correctable
    )
    withheld = [
        (dataset, field) for dataset in people for field in dataset.fields if field.export is Export.WITHHELD
    ]
    exported = [dataset for dataset in people if any(field.export is Export.INCLUDED for field in dataset.fields)]
    stays = list(_what_stays(people))
    points = [f"Get it: an export holds {listed([each.called for each in exported])}."] if exported else []
    if withheld:
        reasons: dict[str, dict[str, None]] = {}
        for dataset, field in withheld:
            reasons.setdefault(sentence(field.because), {})[dataset.called] = None
        said = " ".join(f"{_capital(listed(list(names)))}: {because}" for because, names in reasons.items())
        points.append(f"Some fields stay out of an export. {said}")
    if correct:
        points.append(f"Correct it yourself: {listed(list(correct))}. For anything else, write to us.")
    else:
        points.append("Have it corrected: write to us.")
    points.append(
        "Delete your account: everything that belongs to it goes."
        + (f" What stays names nobody: {'; '.join(stays)}." if stays else " Nothing stays.")
        if inventory.owned
        else "Have it deleted: write to us."
    )
    authority = operator.authority or "the supervisory authority where you live"
    points.append(f"Object to a use, ask us to restrict it, or complain to {authority}.")
    yield Points(points)


def _what_stays(people: list[Dataset]) -> Iterator[str]:
    for dataset in people:
        kept = [field.called for field in dataset.fields if field.on_account_deletion is OnAccountDeletion.KEEP]
        if kept:
            yield f"{listed(kept)} in {dataset.called}"


def _safe(people: list[Dataset], operator: Operator) -> Iterator[Block]:
    lines = [
        f"{category_words(field.category).capitalize()} ({dataset.called}): {PROTECTED[field.protection]}."
        for dataset in people
        for field in dataset.fields
        if field.protection in PROTECTED
    ]
    if operator.encrypted_at_rest:
        lines.append("The database and the files lie on encrypted storage.")
    if lines:
        yield Heading("How it is protected")
        yield Points(dict.fromkeys(lines))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _changes(operator: Operator) -> Iterator[Block]:
    yield Heading("When this notice changes")
    told = (
        " Before a material change takes effect (a new kind of data, purpose or recipient, or a longer time), you "
        "are told by e-mail."
    )
    yield Paragraph(
        "This notice is made from the program itself: what it says and what the program does come from one list."
        + told * operator.announces_changes
    )
