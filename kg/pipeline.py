"""Article -> Reading: the visible list of steps."""

from __future__ import annotations

from dataclasses import dataclass

from kg.article import Article
from kg.cast import Cast, find_agents
from kg.document import read_document
from kg.frames import Mention, Reading
from kg.lexicon import Lexicon, load_lexicon
from kg.phrases import find_phrases
from kg.commitments import Setting, find_commitments
from kg.dates import find_dates
from kg.statements import StatementReader


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The extractor with its tables loaded; safe to use for any number of articles."""

    lexicon: Lexicon

    def read(self, article: Article) -> Reading:
        """Read one article: who is named, who says what, who undertakes and pledges what."""
        document = read_document(article)
        cast = Cast(document, self.lexicon)
        agents = find_agents(document, find_phrases(document, self.lexicon), cast)
        times = find_dates(document.folded, anchor=article.published)
        reader = StatementReader(document, self.lexicon, cast, agents)
        statements = reader.read()
        setting = Setting(document, self.lexicon, cast, agents, reader.speakers, statements, times)
        commitments = find_commitments(setting)
        mentions = tuple(Mention(document.span(a.start, a.end), key) for a in agents for key in a.keys)
        return Reading(article, dict(cast.actors), mentions, statements, commitments)


def load() -> Pipeline:
    """Load the tables; raises TableError."""
    return Pipeline(load_lexicon())
