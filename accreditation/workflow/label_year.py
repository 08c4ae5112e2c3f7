"""What the holder of a label looks through before the yearly update is filed."""

from accreditation.models import Label, YearlyUpdate
from progress.kept import kept_for
from progress.year import Line, lines_since


def lines_of(label: Label, update: YearlyUpdate) -> list[Line]:
    """What has changed, is late or has lain since the last update, or else since the label."""
    kept = kept_for(label.city)
    if kept is None:
        return []
    last = label.updates.exclude(filed_on=None).exclude(pk=update.pk).first()
    since = last.filed_on if last and last.filed_on else label.granted_on
    return lines_since(label.city, kept.framework, since, last.measures if last else [])


def not_looked_at(label: Label, update: YearlyUpdate) -> list[Line]:
    """The lines that nobody has said stand as they are."""
    return [line for line in lines_of(label, update) if line.key not in update.looked_at]


def demanded(label: Label) -> list[str]:
    """The texts an update must have before it can be filed, in their order."""
    recommended = label.city.measures.recommended().exists()
    return ["what_changed", *(["recommendations"] if recommended else []), "went_wrong"]
