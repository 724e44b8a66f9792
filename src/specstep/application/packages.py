"""Finished packages: find, read, verify."""

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence

import attrs

from specstep.domain.errors import NotFound, Unavailable
from specstep.domain.ids import AccountId, GenerationId, PackageId
from specstep.ports.blobs import BlobStore
from specstep.ports.persistence import Database, PackageRecord

PAGE = 50


@attrs.frozen(kw_only=True)
class Archive:
    """A package's archive and its files by path, the archive's own top folder left out."""

    record: PackageRecord
    content: bytes

    @property
    def files(self) -> Mapping[str, bytes]:
        """Every file by its path inside the package."""
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name.split("/", 1)[1]: archive.read(name) for name in archive.namelist()}

    def file(self, path: str) -> bytes:
        """One file.

        Raises:
            NotFound: the package has no such file.
        """
        found = self.files.get(path)
        if found is None:
            raise NotFound(kind="file in the package", id=path)
        return found


@attrs.frozen(kw_only=True)
class Packages:
    """The packages of one account at a time."""

    database: Database
    blobs: BlobStore

    async def list(self, account: AccountId, *, before: PackageId | None = None) -> Sequence[PackageRecord]:
        """The newest packages, a page at a time."""
        async with self.database.reading() as unit:
            return await unit.packages.list(account, limit=PAGE, before=before)

    async def of_generation(self, account: AccountId, generation: GenerationId) -> PackageRecord:
        """The package that a generation made.

        Raises:
            NotFound: there is none (yet).
        """
        async with self.database.reading() as unit:
            record = await unit.packages.of_generation(account, generation)
        if record is None:
            raise NotFound(kind="package of generation", id=generation)
        return record

    async def read(self, account: AccountId, generation: GenerationId) -> Archive:
        """The package with its files.

        Raises:
            NotFound: there is none (yet).
            Unavailable: the stored file is damaged.
        """
        record = await self.of_generation(account, generation)
        content = await self.blobs.get(record.blob)
        if hashlib.sha256(content).hexdigest() != record.sha256:
            raise Unavailable(
                service=f"package {record.id}",
                reason="its stored file does not match its recorded hash.",
                way_out="Restore the file from a backup, or generate the package again.",
            )
        return Archive(record=record, content=content)
