"""gluteapp: a timed bodyweight glute circuit with a moving coach, for a desktop."""
