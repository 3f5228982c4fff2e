"""The pose in which the meshes in assets/bodies were built; knows no mesh and no motion."""

from __future__ import annotations

from typing import Final

import numpy as np

from gluteapp.figure.assembly import Channels, Rules
from gluteapp.figure.kinematics import assemble
from gluteapp.figure.pose import Pose
from gluteapp.figure.rotation import vector
from gluteapp.figure.skeleton import STATURE_M

ARM_ABDUCTION_DEG: Final = 42.0
"""Half way to where arms go, so that shoulders are bent little either way."""
ELBOW_BEND_DEG: Final = 10.0
FOOT_OUT: Final = 0.066
"""Shares of stature from the middle to each foot: legs a little apart, feet parallel."""
HIP_HEIGHT: Final = 0.5285
"""A knee's breadth under standing tall, so that the knees know which way to bend."""
STRAIGHT_FINGERS: Final = (0.0, 0.0, 0.0)


def rest_pose() -> Pose:
    """The body as it was built: arms out, palms in, feet parallel, fingers straight."""
    channels: Channels = {
        "root": vector(0.0, HIP_HEIGHT, 0.0),
        "trunk": vector(0.0, 0.0, 0.0),
        "lumbar": vector(0.0, 0.0, 0.0),
        "head": vector(0.0, 0.0, 0.0),
    }
    for side in "lr":
        channels[f"{side}_girdle"] = vector(0.0, 0.0, 0.0)
        channels[f"{side}_foot"] = np.array((FOOT_OUT, 0.0, 0.075, 0.0, 0.0))
        channels[f"{side}_knee_out"] = np.array((0.0,))
        channels[f"{side}_arm"] = np.array((0.0, ARM_ABDUCTION_DEG, 0.0, ELBOW_BEND_DEG))
    body = assemble(channels, Rules(anchor="pelvis"))
    return Pose(
        joints={name: at * STATURE_M for name, at in body.joints.items()},
        frames=body.frames,
        angles_deg=body.angles,
        fingers={"l": STRAIGHT_FINGERS, "r": STRAIGHT_FINGERS},
    )
