"""Words that the entries of the inventory share: categories and uses of fideslang, and fields that recur."""

from specstep.policies.model import Edge, EdgeKind, Export, Field, OnAccountDeletion

SERVICE = "essential.service"
OPERATIONS = "essential.service.operations"
SECURITY = "essential.service.security"
AUTHENTICATION = "essential.service.authentication"
PAYMENT = "essential.service.payment_processing"

CONTENT = "user.content.private"
IDENTIFIER = "user.unique_id"
NAME = "user.name"
EMAIL = "user.contact.email"
BEHAVIOR = "user.behavior"
SYSTEM = "system.operations"

MODEL_PROVIDER = "language-model-provider"  # the one that a generation is run with; none for the offline one
SIGN_IN_PROVIDERS = ("sign-in-google", "sign-in-microsoft", "sign-in-github")  # those that somebody signs in with
SMS_CARRIERS = ("sms-azure", "sms-twilio")  # the one that a deployment has its short messages carried by
EMAIL_CARRIERS = ("email-smtp", "email-azure")  # the one that the service sends e-mail with

OWNER = Edge(kind=EdgeKind.OWNS, columns=("account_id",), to="accounts")


def within(parent: str, column: str) -> Edge:
    """A composite reference to a row of the same account."""
    return Edge(kind=EdgeKind.INSIDE, columns=(column, "account_id"), to=parent, to_columns=("id", "account_id"))


def owner(*clauses: str) -> Field:
    """The column that says whose row this is."""
    return Field(name="account_id", category=IDENTIFIER, purposes=(SERVICE,), clauses=("RET-1", "RIG-3", *clauses))


def content(
    *names: str, clauses: tuple[str, ...], correctable: bool = False, title: str = ""
) -> tuple[Field, ...]:
    """What people wrote, and what was made of it: goes to the chosen model's provider, secrets redacted."""
    return tuple(
        Field(
            name=name,
            title=title,
            category=CONTENT,
            purposes=(SERVICE,),
            clauses=(*clauses, "USE-5"),
            recipients=(MODEL_PROVIDER,),
            correctable=correctable,
        )
        for name in names
    )


def metadata(*names: str, clauses: tuple[str, ...]) -> tuple[Field, ...]:
    """What the service notes down about its own work for a person."""
    return tuple(
        Field(name=name, category=SYSTEM, purposes=(SERVICE, OPERATIONS), clauses=clauses) for name in names
    )


def authenticating(name: str, title: str, category: str, clauses: tuple[str, ...]) -> Field:
    """What is kept to know that somebody is who they are, and what people call it."""
    return Field(name=name, title=title, category=category, purposes=(AUTHENTICATION,), clauses=clauses)


def usage(clauses: tuple[str, ...]) -> tuple[Field, ...]:
    """What model calls used."""
    return tuple(
        Field(name=name, category=BEHAVIOR, purposes=(OPERATIONS, PAYMENT), clauses=clauses)
        for name in ("input_tokens", "output_tokens", "cost_usd", "calls")
    )


def internal(
    *names: str,
    clauses: tuple[str, ...],
    because: str,
    category: str = SYSTEM,
    on_account_deletion: OnAccountDeletion = OnAccountDeletion.DELETE,
) -> tuple[Field, ...]:
    """What only the machinery needs; an export leaves it out."""
    return tuple(
        Field(
            name=name,
            category=category,
            purposes=(OPERATIONS,),
            clauses=clauses,
            export=Export.WITHHELD,
            because=because,
            on_account_deletion=on_account_deletion,
        )
        for name in names
    )
