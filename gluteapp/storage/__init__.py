"""The record on disk: SQLite and nothing else."""
