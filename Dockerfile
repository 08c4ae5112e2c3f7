# One image; web, worker and beat differ by command (docker-compose.yml).
FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 \
    DATA=/data XDG_CACHE_HOME=/data/cache PATH=/opt/venv/bin:$PATH

RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && python -m venv /opt/venv \
    && useradd --system --uid 10001 --no-create-home hrcities \
    && install --directory --owner=hrcities --mode=700 /data /keys

COPY requirements/base.txt /app/requirements/base.txt
RUN pip install --require-hashes --requirement /app/requirements/base.txt
COPY . /app
WORKDIR /app

USER hrcities
VOLUME /data /keys
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "2", "--no-ws", "--respawn-failed-workers", "hrcities.wsgi:application"]
