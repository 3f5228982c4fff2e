"""One file per screen: each takes values, emits what the user asks for, and knows no app."""
