"""The pages for readers: every list, every fact, each complete without JavaScript."""
