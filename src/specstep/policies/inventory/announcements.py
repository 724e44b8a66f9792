"""What people are told: changes of the policy and leaks; who was told, and which policies hold."""

from specstep.policies.inventory.vocabulary import OWNER, internal, metadata, owner
from specstep.policies.model import Dataset, Machinery, Store, WithOwner

TOLD = ("GOV-3", "SEC-9")
POLICIES = ("GOV-3", "GOV-4")
NOBODYS = "It says what everybody was told, and holds nothing of anybody."
RULES = "It says what the program does with data, and holds none of anybody."

DATASETS = (
    Dataset(
        name="announcements",
        store=Store.APPLICATION,
        about="What was announced to the people concerned: changes of the privacy policy, and leaks.",
        fields=(
            *internal("id", "kind", "text", "created_at", "version", clauses=TOLD, because=NOBODYS),
            *internal("effective_at", "begun_at", "finished_at", clauses=TOLD, because=NOBODYS),
        ),
        retention=(Machinery(because=NOBODYS),),
        clauses=TOLD,
        unowned=NOBODYS,
    ),
    Dataset(
        name="announcement_recipients",
        store=Store.APPLICATION,
        title="what you were told",
        about="That a change of the privacy policy, or a leak, was announced to you, and when.",
        fields=(
            *metadata("announcement_id", "told_at", clauses=TOLD),
            owner(*TOLD),
        ),
        edges=(OWNER,),
        retention=(WithOwner(),),
        clauses=(*TOLD, "RIG-3"),
    ),
    Dataset(
        name="policy_versions",
        store=Store.APPLICATION,
        about="Which privacy policies the program has come with, and since when they hold.",
        fields=internal("version", "inventory", "recorded_at", "effective_at", clauses=POLICIES, because=RULES),
        retention=(Machinery(because=RULES),),
        clauses=POLICIES,
        unowned=RULES,
    ),
)
