"""How much does the database look at for one page? It explains each statement itself."""

import json
from typing import Any

from django.db import connection

EXPLAINED = ("SELECT", "(SELECT")


def rows_read(statements: list[str]) -> int:
    """Rows of tables and indexes, those among them that were then left out."""
    read = 0
    for statement in statements:
        if not statement.startswith(EXPLAINED):
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}")
            plan = cursor.fetchone()[0]
        read += _looked_at((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    return read


def _looked_at(node: dict[str, Any]) -> int:
    read = 0
    if "Relation Name" in node or "Index Name" in node:
        removed = sum(value for key, value in node.items() if key.startswith("Rows Removed by"))
        read = round((node["Actual Rows"] + removed) * node["Actual Loops"])
    return read + sum(_looked_at(one) for one in node.get("Plans", []))
