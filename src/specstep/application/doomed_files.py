"""Files whose records are gone, or about to go."""

from specstep.domain.errors import Unavailable
from specstep.ports.blobs import BlobStore
from specstep.ports.retention import DoomedFile, DoomedFiles

PAGE = 100


async def bury(files: DoomedFiles, blobs: BlobStore, run: str) -> tuple[int, int]:
    """Remove all files of a run; one that can't be removed keeps none of the others.

    Returns:
        How many went, and how many are stuck.
    """
    gone = stuck = 0
    last: DoomedFile | None = None
    while page := await files.page(run, after=last, limit=PAGE):
        buried = []
        for file in page:
            try:
                await blobs.delete(file.key)
            except Unavailable:
                stuck += 1  # it stays named, and so bound to go
            else:
                buried.append(file)
        await files.strike(run, buried)
        gone += len(buried)
        last = page[-1]
    return gone, stuck
