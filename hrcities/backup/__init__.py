"""Everything that cannot be made again, as a folder; and the platform made again from it.

A backup holds the database without its sessions, every file a row names, and a manifest with the
hash of each. It holds no key: those of the environment, and the one that contributions are sealed
with, are kept elsewhere, so that whoever finds a backup does not read what was said in confidence.
"""

from .make import LOST, make
from .manifest import Unusable
from .restore import restore

__all__ = ["LOST", "Unusable", "make", "restore"]
