"""One fact, many articles: which frames of different articles are the same utterance, undertaking or pledge."""
