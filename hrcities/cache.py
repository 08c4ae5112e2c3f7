"""A cache that goes on without Redis: what throttles count is then counted by each process."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from django.utils.functional import cached_property
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


class RedisOrMemory(RedisCache):
    """Redis where it answers, this process's memory where it does not.

    Nothing true is kept in a cache. Guessing passwords stays throttled without Redis, with as many
    counts as there are processes, and nobody sees an error.
    """

    @cached_property
    def _cache(self) -> Any:
        redis = RedisCacheClient(self._servers, **self._options)  # type: ignore[attr-defined]
        return Client(redis, LocMemCache("without-redis", {}))


class Client:
    """Asks Redis, and where that fails, does the same in memory. Says so once each time."""

    def __init__(self, redis: RedisCacheClient, memory: BaseCache):
        self.redis, self.memory, self.is_away = redis, memory, False

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*args: Any, **options: Any) -> Any:
            try:
                found = getattr(self.redis, name)(*args, **options)
            except RedisError as problem:
                if not self.is_away:
                    logger.warning("Redis does not answer, so memory does: %s", problem)
                self.is_away = True
                return getattr(self.memory, name)(*args, **options)
            self.is_away = False
            return found

        return ask
