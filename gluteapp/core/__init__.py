"""The domain, without windows, sound, files or a clock of its own."""
