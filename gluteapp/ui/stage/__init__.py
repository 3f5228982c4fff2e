"""The coach on screen: drawn by the graphics card, or as a picture in a worker."""
