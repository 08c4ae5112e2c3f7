"""Files in a private bucket of whoever speaks S3. Loaded only where settings say so: it is slow."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

PATIENCE = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    connect_timeout=3,
    read_timeout=20,
    retries={"max_attempts": 2},
)


def told_as_absence(method: Callable) -> Callable:
    """A bucket that does not answer is what a broken disk is: an OSError."""

    @wraps(method)
    def ask(*args: Any, **options: Any) -> Any:
        try:
            return method(*args, **options)
        except (BotoCoreError, ClientError) as problem:
            raise OSError(f"The bucket does not answer: {type(problem).__name__}") from problem

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
    _open = told_as_absence(S3Storage._open)
    delete = told_as_absence(S3Storage.delete)
    exists = told_as_absence(S3Storage.exists)
    listdir = told_as_absence(S3Storage.listdir)
    size = told_as_absence(S3Storage.size)
    get_modified_time = told_as_absence(S3Storage.get_modified_time)
