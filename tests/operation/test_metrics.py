"""What Prometheus reads, who may read it, and what must not stand there."""

import re
from datetime import timedelta

import pytest
from django.urls import include, path, reverse
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from hrcities import metrics
from hrcities.urls import urlpatterns as ours
from hrcities.views import health
from office import heartbeat
from office.days import today
from office.models import Beat, Clock, Letter
from tests.factories.cities import CityFactory
from tests.factories.people import PASSWORD, UserFactory
from tests.factories.progress import waiting_evidence

TOKEN = "a-token-of-this-test"
voices = ([path("<slug:receipt>/", lambda request, receipt: health(request))], "voices")
urlpatterns = [path("contribute/", include(voices)), *ours]


@pytest.fixture
def read(client, db, settings):
    """A function: the metrics, as {(name, values of the labels by their order): value}."""
    settings.METRICS_TOKEN = TOKEN

    def ask():
        page = client.get(reverse("metrics"), headers={"Authorization": f"Bearer {TOKEN}"})
        assert page.status_code == 200
        return {
            (sample.name, *dict(sorted(sample.labels.items())).values()): sample.value
            for family in text_string_to_metric_families(page.text)
            for sample in family.samples
        }

    return ask


@pytest.fixture
def letter(db):
    return Letter.objects.create(
        to=UserFactory(name="Canary", email="canary@example.org"),
        language="en",
        subject="Canary",
        body="Canary",
        message_id="<canary@example.org>",
        written_on=today(),
        written_at=timezone.now() - timedelta(hours=2),
    )


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer ", "Bearer wrong", TOKEN, "Bearer ä"])
def test_without_the_token_there_is_no_such_address(client, db, settings, given):
    settings.METRICS_TOKEN = TOKEN

    page = client.get(reverse("metrics"), headers={"Authorization": given})

    assert page.status_code == 404
    assert page.content == client.get("/nowhere/").content


@pytest.mark.parametrize("given", ["", "Bearer "])
def test_where_no_token_is_set_nobody_has_it(client, db, given):
    page = client.get(reverse("metrics"), headers={"Authorization": given})

    assert page.status_code == 404


def test_requests_are_counted_by_view_method_and_code(client, read):
    key = ("hrcities_requests_total", "200", "GET", "register:home")
    before = read().get(key, 0)

    client.get(reverse("register:home"))

    after = read()
    assert after[key] == before + 1
    assert after["hrcities_request_seconds_count", "register:home"] >= 1


def test_an_invented_method_or_address_makes_no_label_of_its_own(client, read):
    client.generic("CANARY", "/canary/nowhere/")

    names = {word for key in read() for word in key}

    assert "other" in names
    assert not [name for name in names if "canary" in name.lower()]


@pytest.mark.urls("tests.operation.test_metrics")
def test_who_speaks_in_confidence_is_not_counted(client, read):
    before = read()

    client.get("/contribute/canary-receipt/")

    counted = {key for key, value in read().items() if value != before.get(key)}
    assert {key[-1] for key in counted if key[0].startswith("hrcities_request")} == {"metrics"}


@pytest.mark.postgres
def test_what_waits_is_told_with_how_long(read, letter):
    Clock.objects.create(
        workflow="application", subject_label="x.y", subject_key="1", subject_number="1",
        step="close", started_on=today() - timedelta(days=9), due_on=today() - timedelta(days=2),
        rule="Tried.",
    )  # fmt: skip

    waiting_evidence(CityFactory())

    told = read()

    assert told["hrcities_waiting", "letters"] == 1
    assert told["hrcities_waiting", "files"] == 1
    assert told["hrcities_waiting", "reports"] == 0
    assert told["hrcities_waiting", "clocks"] == 1
    assert 7190 < told["hrcities_oldest_waiting_seconds", "letters"] < 7300
    assert told["hrcities_oldest_waiting_seconds", "reports"] == 0
    assert told["hrcities_oldest_waiting_seconds", "clocks"] > 24 * 3600


def test_each_worker_is_told_with_its_last_beat(read):
    Beat.objects.create(worker="celery@one", seen_at=timezone.now() - timedelta(minutes=5))
    heartbeat.beat()

    seen = {key[1]: value for key, value in read().items() if key[0].endswith("seen_seconds")}

    assert seen.pop("celery@one") >= 300
    assert len(seen) == 1
    assert max(seen.values()) < 60


def test_nothing_personal_is_told(client, read, settings, letter):
    client.post(
        reverse("account_login"),
        {"login": letter.to.email, "password": PASSWORD},
        REMOTE_ADDR="203.0.113.77",
        HTTP_USER_AGENT="Canary",
    )

    page = client.get(reverse("metrics"), headers={"Authorization": f"Bearer {TOKEN}"})

    assert "account_login" in page.text
    assert not re.search(r"canary|@example|203\.0\.113", page.text, re.IGNORECASE)


def test_files_of_an_earlier_server_go_and_those_of_a_living_one_stay(settings, tmp_path):
    settings.METRICS = tmp_path
    dead, alive = tmp_path / "counter_999999999.db", tmp_path / "counter_1.db"
    dead.touch()
    alive.touch()

    metrics.begin()
    kept_together = sorted(tmp_path.iterdir())
    alive.unlink()
    metrics.begin()

    assert kept_together == [alive, dead]
    assert list(tmp_path.iterdir()) == []
