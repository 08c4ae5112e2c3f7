"""Why a file cannot be taken, as a word that ``office.intake.sentences`` puts in words."""


class Unfit(Exception):
    """This file cannot be taken. ``figures`` belong into the sentence."""

    def __init__(self, code: str, **figures: int | str):
        super().__init__(code)
        self.code = code
        self.figures = figures
