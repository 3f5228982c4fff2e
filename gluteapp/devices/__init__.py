"""Things plugged in or asked of the desktop: screen kept awake, battery. No Qt."""
