"""The world's actors: what Wikidata (https://www.wikidata.org) knows of them, in a local index or asked for online."""
