"""Article -> Reading: the visible list of steps."""

from __future__ import annotations

from dataclasses import dataclass

from kg.agents import find_agents
from kg.amounts import find_amounts
from kg.article import Article
from kg.cast import Cast
from kg.commitments import Setting, find_commitments
from kg.dates import find_dates
from kg.document import read_document
from kg.frames import Mention, Reading
from kg.lexicon import Lexicon, load_lexicon
from kg.phrases import find_phrases
from kg.pledges import PledgeReader, in_kind
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
        reader = StatementReader(document, self.lexicon, cast, agents, times)
        statements = reader.read()
        setting = Setting(document, self.lexicon, cast, agents, reader.speakers, statements, times)
        pledges = PledgeReader(setting, find_amounts(document.folded)).read()
        commitments, in_kind_pledges = in_kind(find_commitments(setting), setting)
        pledged = [span for pledge in pledges for span in pledge.mentions]
        commitments = tuple(c for c in commitments if not any(m.overlaps(p) for m in c.mentions for p in pledged))
        in_kind_pledges = tuple(
            c for c in in_kind_pledges if not any(m.overlaps(p) for m in c.mentions for p in pledged)
        )
        mentions = tuple(Mention(document.span(a.start, a.end), key) for a in agents for key in a.keys)
        return Reading(article, dict(cast.actors), mentions, statements, commitments, (*pledges, *in_kind_pledges))


def load() -> Pipeline:
    """Load the tables; raises TableError."""
    return Pipeline(load_lexicon())
