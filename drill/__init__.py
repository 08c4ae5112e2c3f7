"""Does the platform lose nothing, and do nothing twice, when its parts die? `make drill`."""
