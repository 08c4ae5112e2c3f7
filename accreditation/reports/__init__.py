"""The documents of the procedure: asked for at its steps, made from frozen facts."""

from .asking import ask_certificate, ask_decision_letter, ask_panel_report, ask_self_assessment

__all__ = ["ask_certificate", "ask_decision_letter", "ask_panel_report", "ask_self_assessment"]
