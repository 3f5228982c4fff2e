"""The bodies that ship are whole, closed and made as the manifest says; a broken file is named."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gluteapp.core.exercise import Muscle
from gluteapp.figure.body import CLOTHS, MUSCLES, Body, BodyError, Floats, load_body
from gluteapp.figure.bones import BONES
from gluteapp.figure.pose import other_side
from gluteapp.figure.scene import BODY_TYPES
from gluteapp.figure.skeleton import STATURE_M

FOLDER = Path(__file__).parents[2] / "assets" / "bodies"
MIRROR = np.array((-1.0, 1.0, 1.0))


@pytest.fixture(scope="module", params=BODY_TYPES)
def body(request: pytest.FixtureRequest) -> Body:
    return load_body(FOLDER / f"{request.param}.npz")


def stored(body_type: str = "a") -> dict[str, Any]:
    with np.load(FOLDER / f"{body_type}.npz") as arrays:
        return {name: arrays[name] for name in arrays.files}


def twins(points: Floats) -> list[int]:
    """For each point the one at the mirrored place; KeyError when there is none."""
    rows = points.astype(np.float64)
    at = {tuple(row): index for index, row in enumerate(rows.tolist())}
    return [at[tuple(row)] for row in (rows * MIRROR).tolist()]


@pytest.mark.parametrize("body_type", BODY_TYPES)
def test_a_body_file_is_small_and_is_what_the_manifest_says(body_type: str) -> None:
    path = FOLDER / f"{body_type}.npz"
    assert path.stat().st_size <= 1_000_000
    said = json.loads((FOLDER / "manifest.json").read_text("utf-8"))["bodies"][body_type]
    digest = hashlib.sha256()
    arrays = stored(body_type)
    for name in sorted(arrays):
        array = arrays[name]
        digest.update(f"{name} {array.dtype} {array.shape}".encode())
        digest.update(array.tobytes())
    body = load_body(path)
    assert digest.hexdigest() == said["sha256"]
    assert (len(body.points), len(body.triangles)) == (said["points"], said["triangles"])


def test_sizes_suit_a_picture_painted_without_a_graphics_card(body: Body) -> None:
    assert 8_000 <= len(body.points) <= 10_500
    assert len(body.triangles) <= 20_500
    size = len(body.points)
    assert body.normals.shape == (size, 3)
    assert body.weights.shape == (size, len(BONES))
    assert body.cloths.shape == (size, len(CLOTHS))
    assert body.muscles.shape == (size, len(MUSCLES))
    assert body.occlusion.shape == body.breath.shape == (size,)
    assert list(MUSCLES) == list(Muscle)


def test_the_skin_is_closed_and_turned_outwards_everywhere(body: Body) -> None:
    corners = body.triangles.astype(np.int64)
    edges = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    size = len(body.points)
    ways = edges[:, 0] * size + edges[:, 1]
    back = edges[:, 1] * size + edges[:, 0]
    assert len(np.unique(ways)) == len(ways)
    assert np.array_equal(np.sort(ways), np.sort(back))
    a, b, c = (body.points[corners[:, k]].astype(np.float64) for k in range(3))
    volume = float((np.cross(a, b) * c).sum()) / 6
    assert 0.045 < volume < 0.085
    assert sorted(np.unique(corners)) == list(range(size))


def test_no_triangle_is_a_line_and_normals_look_out(body: Body) -> None:
    a, b, c = (body.points[body.triangles[:, k]].astype(np.float64) for k in range(3))
    across = np.cross(b - a, c - a)
    area = np.linalg.norm(across, axis=1) / 2
    assert area.min() > 1e-8
    mean = body.normals[body.triangles].mean(1)
    outward = (across * mean).sum(1) / (2 * area)
    assert (outward > 0).mean() > 0.995
    assert np.allclose(np.linalg.norm(body.normals, axis=1), 1.0, atol=1e-4)


def test_weights_are_shares(body: Body) -> None:
    assert body.weights.min() >= 0
    assert np.allclose(body.weights.sum(1), 1.0, atol=1e-5)
    assert (body.weights > 0).sum(1).max() <= 12
    assert (body.weights.max(0) > 0.2).all()


def test_right_is_the_mirror_of_left(body: Body) -> None:
    other = twins(body.points)
    assert len(set(other)) == len(body.points)
    swapped = [BONES.index(other_side(name)) for name in BONES]
    assert np.allclose(body.weights, body.weights[other][:, swapped], atol=2e-5)
    assert np.array_equal(body.muscles, body.muscles[other])
    assert np.array_equal(body.cloths, body.cloths[other])


def test_proportions_are_those_of_the_skeleton(body: Body) -> None:
    skin = body.points[body.cloths[:, CLOTHS.index("hair")] < 0.06]
    assert skin[:, 1].min() == pytest.approx(0.0, abs=0.002)
    crown = body.points[np.abs(body.points[:, 2] - 0.03) < 0.03][:, 1].max()
    assert crown == pytest.approx(STATURE_M, rel=0.02)


def test_every_muscle_and_cloth_is_somewhere_with_an_edge(body: Body) -> None:
    for column in (*body.muscles.T, *body.cloths.T):
        assert column.max() > 0.005
        assert column.min() < -0.01
    inside = body.muscles > 0
    assert (inside.sum(1) <= 1).all()
    back = body.points[inside[:, MUSCLES.index(Muscle.GLUTEUS_MAXIMUS)]]
    front = body.points[inside[:, MUSCLES.index(Muscle.QUADRICEPS)]]
    assert back[:, 2].max() < front[:, 2].max()
    assert back[:, 1].min() > 0.70


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.97])
def test_a_truncated_file_is_named(tmp_path: Path, kept: float) -> None:
    whole = (FOLDER / "a.npz").read_bytes()
    path = tmp_path / "a.npz"
    path.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(BodyError, match=r"a\.npz"):
        load_body(path)


def test_a_file_that_is_not_there_or_not_a_mesh_is_named(tmp_path: Path) -> None:
    with pytest.raises(BodyError, match=r"b\.npz"):
        load_body(tmp_path / "b.npz")
    np.save(tmp_path / "c.npy", np.zeros(3))
    with pytest.raises(BodyError, match=r"c\.npy"):
        load_body(tmp_path / "c.npy")


@pytest.mark.parametrize("name", sorted(stored()))
def test_a_missing_array_is_named(tmp_path: Path, name: str) -> None:
    arrays = stored()
    del arrays[name]
    np.savez(tmp_path / "a.npz", **arrays)
    with pytest.raises(BodyError, match=name):
        load_body(tmp_path / "a.npz")


@pytest.mark.parametrize("name", sorted(set(stored()) - {"format", "seam"}))
def test_a_wrong_shape_or_type_is_named(tmp_path: Path, name: str) -> None:
    arrays = stored()
    for wrong in (arrays[name][..., None], arrays[name].astype(np.complex64)):
        np.savez(tmp_path / "a.npz", **(arrays | {name: wrong}))
        with pytest.raises(BodyError, match=name):
            load_body(tmp_path / "a.npz")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("triangles", 65_535),
        ("bones", 255),
        ("shares", 0),
        ("rest_frames", 0.5),
        ("rest_points", np.nan),
        ("seam", 100_000),
        ("seam", 0),
        ("seam", 100),
        ("seam", 400),
        ("triangles", 0),
        ("format", 99),
    ],
)
def test_numbers_that_do_not_fit_together_are_refused(
    tmp_path: Path, name: str, value: float
) -> None:
    arrays = stored()
    arrays[name] = np.full_like(arrays[name], value)
    np.savez(tmp_path / "a.npz", **arrays)
    with pytest.raises(BodyError, match=r"a\.npz"):
        load_body(tmp_path / "a.npz")


def test_rest_bones_must_be_those_of_the_skeleton(tmp_path: Path) -> None:
    arrays = stored()
    mirrored = arrays["rest_frames"] * np.array((-1.0, 1.0, 1.0))
    wrong: dict[str, tuple[str, Any]] = {
        "reflected": ("rest_frames", mirrored),
        "huge": ("rest_points", arrays["rest_points"] * 1e6),
        "shifted": ("rest_points", arrays["rest_points"] + np.array((0.0, 0.05, 0.0))),
    }
    for flaw, (name, value) in wrong.items():
        np.savez(tmp_path / f"{flaw}.npz", **(arrays | {name: value}))
        with pytest.raises(BodyError, match=flaw):
            load_body(tmp_path / f"{flaw}.npz")


def test_a_hole_or_a_triangle_without_area_is_refused(tmp_path: Path) -> None:
    arrays = stored()
    triangles = arrays["triangles"]
    for flaw, value in (("hole", triangles[:-1]), ("flat", triangles.copy())):
        if flaw == "flat":
            value[5, 1] = value[5, 0]
        np.savez(tmp_path / f"{flaw}.npz", **(arrays | {"triangles": value}))
        with pytest.raises(BodyError, match=flaw):
            load_body(tmp_path / f"{flaw}.npz")
