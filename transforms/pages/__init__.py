"""Web pages: from the bytes of a page to what it states of itself and the text of its article.

Not here: fetching pages (`flows/fetch/`), what the fields mean for an article (`transforms/articles.py`).
"""
