"""All parts of one platform, in a folder that is thrown away."""

import secrets
import time
from pathlib import Path

from drill import parts
from drill.parts import Part

CLAIM, SWEEP = 10, 2  # seconds; 120 and 30 where nobody says otherwise


class Stage:
    """Starts everything; ``environment`` is what the settings are to read."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.data = folder / "data"
        self.data.mkdir(exist_ok=True)
        ports = {name: parts.free_port() for name in ("redis", "mail", "web", "other")}
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "hrcities.settings",
            "SECRET_KEY": secrets.token_urlsafe(60),
            "DEBUG": "false",
            "DATA": str(self.data),
            "DATABASE_URL": f"postgres://postgres@/postgres?host={folder}/pg",
            "REDIS_URL": f"redis://127.0.0.1:{ports['redis']}/0",
            "EMAIL_URL": f"smtp://127.0.0.1:{ports['mail']}",
            "PUBLIC_ADDRESS": "http://localhost",
            "ALLOWED_HOSTS": "127.0.0.1",
            "CLAIM_SECONDS": str(CLAIM),
            "SWEEP_SECONDS": str(SWEEP),
            "LOG_LEVEL": "INFO",
            "SSL_REDIRECT": "false",
            "BEHIND_PROXY": "false",
            "DEMONSTRATION_SIGN_IN": "false",
            "PYTHONPATH": str(parts.ROOT),
            "PYTHONWARNINGS": "ignore",
        }
        self.ports = [ports["web"], ports["other"]]
        self.postgres = parts.postgres(folder)
        self.redis = parts.redis(folder, ports["redis"])
        self.mail = parts.post_office(folder, ports["mail"])
        self.webs = [parts.web(folder, port, self.environment) for port in self.ports]
        self.worker = parts.worker(folder, "one", self.environment)
        self.beat = parts.beat(folder, self.environment)

    @property
    def all(self) -> list[Part]:
        """In the order they are stopped."""
        return [self.beat, self.worker, *self.webs, self.mail, self.redis, self.postgres]

    def start_servers(self) -> None:
        for part in (self.postgres, self.redis, self.mail):
            part.start()
        for part in (self.postgres, self.redis, self.mail):
            part.until_ready()

    def start_platform(self) -> None:
        for part in (*self.webs, self.worker, self.beat):
            part.start()
        for part in (*self.webs, self.worker, self.beat):
            part.until_ready()

    def stop(self) -> None:
        for part in self.all:
            part.kill()

    def restart_postgres(self) -> float:
        """At once, without a word to anybody, as after a power cut; the seconds it was away."""
        began = time.monotonic()
        self.postgres.end(3)  # SIGQUIT: PostgreSQL's “immediate”
        (self.folder / "pg" / "data" / "postmaster.pid").unlink(missing_ok=True)
        self.postgres.start()
        self.postgres.until_ready()
        return time.monotonic() - began

    def received(self) -> list[str]:
        return received_in(self.folder)


def received_in(folder: Path) -> list[str]:
    """The Message-ID of every mail that arrived, as often as it did."""
    book = folder / parts.BOOK
    return book.read_text().split() if book.exists() else []
