"""Many people who do the same thing at the same moment."""

from threading import Barrier, Thread

from django.db import connection


def at_once(count, act):
    """What each of so many threads got, or the exception it met."""
    barrier, outcomes = Barrier(count), []

    def run(number):
        barrier.wait()
        try:
            outcomes.append(act(number))
        except Exception as exception:
            outcomes.append(exception)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
