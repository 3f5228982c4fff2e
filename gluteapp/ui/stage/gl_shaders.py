"""The sources of the shaders, put together from files and from the figure's own constants."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "shaders"


def vertex_source(name: str) -> str:
    """The source of `<name>_vertex.glsl`."""
    return f"#version 330 core\n{_text(f'{name}_vertex')}"


def fragment_source(name: str, *, defines: str = "", parts: tuple[str, ...] = ()) -> str:
    """The source of `<name>_fragment.glsl` after the defines and the files it builds on."""
    pieces = [_text(part) for part in parts] + [_text(f"{name}_fragment")]
    return "\n".join(("#version 330 core", defines, *pieces))


def _text(name: str) -> str:
    return (FOLDER / f"{name}.glsl").read_text(encoding="utf-8")
