"""Editions of other shapes than the one we ship, for tests."""

from pathlib import Path

import commitments

HERE = Path(__file__).parent
SIX = HERE / "six.yaml"
SIX_2 = HERE / "six-2.yaml"
SIX_FR = HERE / "six.fr.yaml"
SIXTEEN = HERE / "sixteen.yaml"
NINETY = HERE / "ninety.yaml"
FRAMEWORKS = Path(commitments.__file__).parent / "frameworks"
FULL = FRAMEWORKS / "hrc-eu-0.1.yaml"
CATALOGUES = FRAMEWORKS / "catalogues.yaml"
