"""The attribution tagger: how it is trained and scored."""
