"""The only place where Qt exists: windows, screens, widgets and the stage."""
