"""How often a quick scan may be begun, and words be tried, from one place."""

from accounts.throttle import Throttle

beginning = Throttle(most=30, seconds=60 * 60)  # a town hall's one address serves many people
words = Throttle(most=10, seconds=10 * 60)  # of wrong words
