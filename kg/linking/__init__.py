"""Which Wikidata item an actor of the articles is: by its name, and by the company it is named in."""
