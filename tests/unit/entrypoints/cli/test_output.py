"""What is told of a place that cannot be written to."""

import errno
import os
from pathlib import Path

import pytest

from specstep.domain.errors import BadInput, StorageFull
from specstep.entrypoints.cli.output import not_written

PLACE = Path("packages/one.zip")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_is_called_full(number: int) -> None:
    assert isinstance(not_written(OSError(number, os.strerror(number)), "--zip", PLACE), StorageFull)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.EISDIR, errno.ENAMETOOLONG])
def test_what_has_nothing_to_do_with_room_is_told_as_it_is(number: int) -> None:
    told = not_written(OSError(number, os.strerror(number)), "--zip", PLACE)
    assert isinstance(told, BadInput)
    assert os.strerror(number) in told.message


def test_no_hint_promises_that_room_helps_where_the_folder_is_missing() -> None:
    assert "room" not in str(not_written(OSError(errno.ENOENT, "No such file or directory"), "--out", PLACE).hint)
