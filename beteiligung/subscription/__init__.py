"""Who wants to hear of what, how often, and what there is to tell."""
