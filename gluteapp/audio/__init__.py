"""What is heard: which tone belongs to what happens, and the player that sounds it. No Qt."""
