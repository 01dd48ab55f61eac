"""Text in, spans and values out: the language rules.

Not here: frames and ids (`transforms/<table>.py`), words and names that can be listed (`transforms/seeds/`).
"""
