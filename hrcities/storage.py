"""Where files lie: in a folder of ours, or in a private bucket of whoever speaks S3."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


class StorageAway(OSError):
    """Storage does not answer. What was to be kept was not; what was kept before is safe."""


def configuration(address: str) -> dict[str, Any]:
    """Django's storage for ``STORAGE_URL``: ``s3://key:secret@host:port/bucket?region=…``.

    Over TLS unless it says ``scheme=http``. Nothing means a folder. Raises ImproperlyConfigured
    for an address that lacks a part.
    """
    if not address:
        return {"BACKEND": "office.storage.DurableFolder"}
    said = urlsplit(address)
    more = {name: values[0] for name, values in parse_qs(said.query).items()}
    bucket = said.path.strip("/")
    if said.scheme != "s3" or not (said.hostname and said.username and said.password and bucket):
        raise ImproperlyConfigured("STORAGE_URL must be s3://key:secret@host/bucket.")
    host = said.hostname if said.port is None else f"{said.hostname}:{said.port}"
    options = {
        "access_key": unquote(said.username),
        "secret_key": unquote(said.password),
        "bucket_name": bucket,
        "endpoint_url": f"{more.get('scheme', 'https')}://{host}",
        "region_name": more.get("region"),
    }
    return {"BACKEND": "hrcities.buckets.PrivateBucket", "OPTIONS": options}
