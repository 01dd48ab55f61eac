"""The embedded English pipeline: ``model/`` is data, the modules here are the parts spaCy does not have.

``MODEL_CARD.md`` says what it was trained on and how well it does. Not here: loading (``transforms/nlp/parser.py``).
"""
