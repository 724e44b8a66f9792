"""Whom adapters send content to: nobody whom the inventory doesn't name."""

from pathlib import Path

import attrs
import pytest

from specstep.adapters.language_models.offline import OfflineLanguageModel
from specstep.domain.errors import Misconfigured
from specstep.entrypoints.settings import Settings
from specstep.entrypoints.wiring import registries
from specstep.entrypoints.wiring.container import make_container
from specstep.policies.changes import compare
from specstep.policies.inventory import INVENTORY
from specstep.ports.blobs import BlobStore
from specstep.ports.diagrams import DiagramRenderer
from specstep.ports.identity_providers import IdentityProviders
from specstep.ports.language_models import LanguageModel
from specstep.ports.master_keys import MasterKeys
from specstep.ports.messages import EmailSender, SmsSender
from specstep.ports.secret_scanners import SecretScanner
from specstep.ports.short_lived import ShortLivedStore

PORTS = {
    "LANGUAGE_MODELS": LanguageModel,
    "BLOB_STORES": BlobStore,
    "SECRET_SCANNERS": SecretScanner,
    "DIAGRAM_RENDERERS": DiagramRenderer,
    "MASTER_KEYS": MasterKeys,
    "IDENTITY_PROVIDERS": IdentityProviders,
    "SHORT_LIVED": ShortLivedStore,
    "EMAIL_SENDERS": EmailSender,
    "SMS_SENDERS": SmsSender,
}


class Silent:
    """An adapter that doesn't say whom it sends content to."""

    provider = "silent"

    def __init__(self, *settings: object) -> None:
        pass


class Talkative(Silent):
    """An adapter that sends content to somebody."""

    recipient = "somebody-new"


def test_every_registry_is_tried_here() -> None:
    assert {id(getattr(registries, name)) for name in PORTS} == {id(each) for each in registries.REGISTRIES}


@pytest.mark.parametrize("adapter", [Silent, Talkative])
@pytest.mark.parametrize("name", PORTS)
async def test_USE_8_no_adapter_is_wired_whose_recipient_the_inventory_does_not_name(
    name: str, adapter: type[Silent], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry: registries.Registry = getattr(registries, name)
    rows = dict.fromkeys(registry.rows, f"{__name__}:{adapter.__name__}")
    monkeypatch.setattr("specstep.entrypoints.wiring.registries.import_module", lambda _: _Here)
    monkeypatch.setattr(f"specstep.entrypoints.wiring.container.{name}", attrs.evolve(registry, rows=rows))
    secret = tmp_path / "secret"
    secret.write_text("s")
    settings = Settings(data_dir=tmp_path, google_client_id="c", google_client_secret_file=str(secret))
    container = make_container(settings)
    try:
        with pytest.raises(Misconfigured, match=r"somebody-new|doesn.t say"):
            await container.get(PORTS[name])
    finally:
        await container.close()


class _Here:
    Silent = Silent
    Talkative = Talkative


@pytest.mark.parametrize("model", [Silent(), Talkative()])
def test_USE_8_a_callers_own_model_is_asked_as_well(model: object, tmp_path: Path) -> None:
    with pytest.raises(Misconfigured):
        make_container(Settings(data_dir=tmp_path), model=model)  # type: ignore[arg-type]
    make_container(Settings(data_dir=tmp_path), model=OfflineLanguageModel())


def test_USE_8_a_new_recipient_is_a_material_change() -> None:
    content = INVENTORY.dataset("turns")
    fields = tuple(
        attrs.evolve(field, recipients=(*field.recipients, "somebody-new")) if field.name == "content" else field
        for field in content.fields
    )
    changed = attrs.evolve(
        INVENTORY,
        recipients=(*INVENTORY.recipients, "somebody-new"),
        datasets=tuple(
            attrs.evolve(each, fields=fields) if each is content else each for each in INVENTORY.datasets
        ),
    )
    assert any(change.material for change in compare(INVENTORY, changed))
