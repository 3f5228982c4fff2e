"""The coach on screen: a painted figure on its stage."""
