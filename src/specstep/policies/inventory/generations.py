"""Generations, what each was given, and what models answered."""

from specstep.policies.inventory.vocabulary import OWNER, content, metadata, owner, usage, within
from specstep.policies.model import Dataset, DaysAfter, Store, WhenMarked, WithOwner, WithParent

MADE = ("GEN-1", "RIG-1")
MEASURED = ("GEN-5", "RET-8")

DATASETS = (
    Dataset(
        name="generations",
        store=Store.APPLICATION,
        title="runs of the agents",
        about="Each making of a package: its state, what it may use and what it used.",
        fields=(
            *metadata("id", "interview_id", "profile", "provider", "status", clauses=MADE),
            *metadata("budget_tokens", "budget_usd", clauses=MADE),
            *usage(MEASURED),
            *metadata("created_at", "updated_at", "finished_at", clauses=MEASURED),
            *metadata("gate_passed", "stopped_by", "failure", "resumable", clauses=MADE),
            *metadata("deleted_at", clauses=("GEN-7",)),
            owner(),
        ),
        edges=(OWNER, within("interviews", "interview_id")),
        retention=(WithOwner(), WithParent(), WhenMarked(days=30)),
        clauses=("GEN-1", "RET-2", "GEN-7"),
    ),
    Dataset(
        name="generation_snapshots",
        store=Store.APPLICATION,
        title="inputs of the runs",
        about="What a run was given, as it was then.",
        fields=(
            *metadata("generation_id", clauses=("COL-3",)),
            owner(),
            *content("dossier", clauses=("COL-3", "RET-13")),
        ),
        edges=(OWNER, within("generations", "generation_id")),
        retention=(WithParent(),),
        clauses=("COL-3", "RET-13"),
    ),
    Dataset(
        name="model_answers",
        store=Store.APPLICATION,
        title="answers of language models",
        about="Each recorded as it came, so that a crash pays for none of them twice.",
        fields=(
            *metadata("run", "step", "task", "provider", "model", "created_at", clauses=MEASURED),
            owner(),
            *content("content", clauses=("GEN-1", "RET-2")),
            *usage(MEASURED),
        ),
        edges=(OWNER,),
        retention=(WithOwner(), DaysAfter(column="created_at", days=90)),
        clauses=("GEN-1", "RET-8"),
    ),
)
