"""How often contributors may send something from one place."""

from accounts.throttle import Throttle

contributing = Throttle(most=30, seconds=60 * 60)  # a centre's one address serves many people
receipts = Throttle(most=10, seconds=10 * 60)  # of wrong words
reprisals = Throttle(most=10, seconds=60 * 60)
