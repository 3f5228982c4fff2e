"""What the user does, one function or object per use; without windows."""
