"""Run the benchmarks on a PostgreSQL and a Redis of their own: `make bench`."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.services import Missing, folder, postgres, redis  # noqa: E402


def main(arguments: list[str]) -> int:
    try:
        with folder() as data, postgres(durable=True) as database, redis() as queue:
            environment = dict(
                os.environ,
                SECRET_KEY=secrets.token_urlsafe(60),
                DATA=str(data),
                DATABASE_URL=database,
                REDIS_URL=queue,
                PYTHONPATH=str(ROOT),
            )
            command = [sys.executable, "-m", "bench", *arguments]
            return subprocess.run(command, cwd=ROOT, env=environment).returncode
    except Missing as missing:
        print(missing)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
