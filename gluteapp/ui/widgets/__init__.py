"""Widgets that know values and a theme, and never the app."""
