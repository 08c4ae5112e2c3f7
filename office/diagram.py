"""Draw a workflow, so that the documentation cannot fall behind the table."""

from collections.abc import Iterator

from .workflow import Transition, Workflow, always


def as_mermaid(workflow: Workflow) -> str:
    """The table as a Mermaid state diagram."""
    arrows = (
        f"    {source} --> {transition.target or source}: {transition.name}"
        for transition in workflow.transitions.values()
        for source in transition.source
    )
    return "\n".join(["stateDiagram-v2", *arrows])


def as_table(workflow: Workflow) -> str:
    """The table as Markdown: step, from, to, who, what must hold, what follows."""
    head = ["| step | from | to | who | must hold | follows |", "|---|---|---|---|---|---|"]
    return "\n".join([*head, *(_row(transition) for transition in workflow.transitions.values())])


def _row(transition: Transition) -> str:
    cells = [
        transition.name,
        ", ".join(transition.source),
        transition.target or "same",
        ", ".join(_who(transition)),
        ", ".join(_name(guard) for guard in transition.guards) or "–",
        ", ".join(_name(effect) for effect in transition.effects) or "–",
    ]
    return "| " + " | ".join(cells) + " |"


def _who(transition: Transition) -> Iterator[str]:
    if transition.permission:
        two = " (two)" if transition.two else ""
        again = " (second factor again)" if transition.asks_again else ""
        yield f"`{transition.permission}`{two}{again}"
    if transition.clock:
        only_while = transition.waits is not always
        yield f"clock, while {_name(transition.waits)}" if only_while else "clock"
    if transition.procedure:
        yield "the procedure"


def _name(function: object) -> str:
    return getattr(function, "__name__", str(function)).replace("_", " ")
