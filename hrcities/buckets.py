"""Files in a private bucket of whoever speaks S3. Loaded only where settings say so: it is slow."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from hrcities.storage import StorageAway

PATIENCE = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    connect_timeout=3,
    read_timeout=20,
    retries={"max_attempts": 2},
)


def told_as_absence(method: Callable) -> Callable:
    """A bucket that does not answer is storage that is away, whatever the reason."""

    @wraps(method)
    def ask(*args: Any, **options: Any) -> Any:
        try:
            return method(*args, **options)
        except (BotoCoreError, ClientError, Boto3Error) as problem:
            reason = type(problem).__name__
            raise StorageAway(f"The bucket does not answer: {reason}") from problem

    return ask


class PrivateBucket(S3Storage):
    """Objects are private and have no address: views hand them out after asking who may.

    An object is whole or not there, and names come from content, so writing twice is writing once.
    """

    def __init__(self, **options: Any):
        super().__init__(
            default_acl=None,
            file_overwrite=True,
            object_parameters={"CacheControl": "private, no-store"},
            client_config=PATIENCE,
            **options,
        )

    def url(self, *_args: Any, **_options: Any) -> str:
        raise NotImplementedError("Files are private: a view hands them out.")

    _save = told_as_absence(S3Storage._save)

    @told_as_absence
    def _open(self, name: str, mode: str = "rb") -> Any:
        """All of it is fetched now: once an answer has begun, nobody can be told what failed."""
        opened = super()._open(name, mode)
        if "r" in mode:
            opened.file  # noqa: B018 -- the library fetches it when it is looked at
        return opened

    delete = told_as_absence(S3Storage.delete)
    exists = told_as_absence(S3Storage.exists)
    listdir = told_as_absence(S3Storage.listdir)
    size = told_as_absence(S3Storage.size)
    get_modified_time = told_as_absence(S3Storage.get_modified_time)
