"""What many articles say together: one node for one thing, where they differ, how many say it by themselves."""
