"""What the worker does by itself, and when."""

from typing import Any

from celery.schedules import crontab


def timetable(sweep: int) -> dict[str, dict[str, Any]]:
    """Celery's schedule; what was left over is looked for every ``sweep`` seconds."""
    return {
        "sweep": {"task": "office.tasks.sweep", "schedule": sweep},
        "take files left over": {"task": "progress.tasks.sweep", "schedule": sweep},
        "check links": {"task": "progress.tasks.check_links", "schedule": crontab(minute=35)},
        "complete panels": {"task": "accreditation.tasks.sweep", "schedule": sweep},
        "start missing clocks": {
            "task": "accreditation.tasks.start_missing_clocks",
            "schedule": crontab(minute=2),
        },
        "ring clocks": {"task": "office.tasks.ring_clocks", "schedule": crontab(minute=5)},
        "checkpoint": {"task": "office.tasks.checkpoint_trail", "schedule": crontab(50, 3)},
        "sessions": {"task": "accounts.tasks.forget_ended_sessions", "schedule": crontab(5, 3)},
        "forget voices": {"task": "voices.tasks.forget", "schedule": crontab(20, 3)},
        "forget scans": {"task": "progress.tasks.forget_scans", "schedule": crontab(40, 3)},
    }
