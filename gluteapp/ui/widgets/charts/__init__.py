"""Charts over days; the only place where pyqtgraph exists, so nothing else may need it to start."""
