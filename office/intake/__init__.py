"""How a stranger's file is looked at before anything is kept: name, kind, content, scanner."""
