"""Where the joints of the left side are at rest, in centimetres; knows no solid.

Bodies are drawn in centimetres, because that is how bodies are measured; metres come in and go
out of every part.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from sdf import Array, unit

from gluteapp.figure.rest import rest_pose

CM = 0.01
"""Metres."""
_REST = rest_pose()


def joint_cm(name: str) -> Array:
    """A joint of the rest pose, centimetres."""
    return np.asarray(_REST.joints[name] / CM)


HIP, KNEE, ANKLE = joint_cm("l_hip"), joint_cm("l_knee"), joint_cm("l_ankle")
BALL, TOE = joint_cm("l_ball"), joint_cm("l_toe")
SHOULDER, ELBOW, WRIST = joint_cm("l_shoulder"), joint_cm("l_elbow"), joint_cm("l_wrist")
FINGER_TIP = joint_cm("l_hand")
LUMBAR, NECK = joint_cm("spine"), joint_cm("neck")
UPPER_ARM_FRAME, FOREARM_FRAME = _REST.frames["l_shoulder"], _REST.frames["l_elbow"]
HAND_FRAME = _REST.frames["l_wrist"]
ARM_WAY, FOREARM_WAY = unit(ELBOW - SHOULDER), unit(WRIST - ELBOW)

Distance = Callable[[Array], Array]
FAR_CM = 30.0
"""What a part says of places that it is not asked about."""


def only_in(part: Distance, points: Array, low: Array, high: Array) -> Array:
    """The part's distance within a box, `FAR_CM` outside: saves most of the work."""
    within = np.all((points > low) & (points < high), axis=1)
    distance = np.full(len(points), FAR_CM)
    if within.any():
        distance[within] = part(points[within])
    return distance
