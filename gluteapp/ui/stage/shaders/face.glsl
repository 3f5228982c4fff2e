// Face, ears and hair painted from the rest place: the twin of figure/face.py, line by line.
// The numbers (FACE_...) are written before this file by face_defines().

float face_step(float low, float high, float x) {
    float t = clamp((x - low) / (high - low), 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

float face_until(float distance, float wide) {
    return clamp(distance / wide + 0.5, 0.0, 1.0);
}

// How much of a pixel's height lies between two curves.
float face_band(float y, float wide, float low, float high) {
    float half_wide = wide * 0.5;
    return clamp((min(y + half_wide, high) - max(y - half_wide, low)) / wide, 0.0, 1.0);
}

float face_bell(vec2 at, float wide, vec4 spot) {
    vec2 radii = spot.zw + wide * 0.5;
    vec2 off = (at - spot.xy) / radii;
    return exp(-dot(off, off)) * spot.z * spot.w / (radii.x * radii.y);
}

vec3 face_tint(vec3 c, vec4 tint, float share) {
    return c + c * (tint.rgb - 1.0) * (share * tint.a);
}

float face_hairline(int knot, bool is_man) {
    knot = clamp(knot, 0, 18);
    return is_man ? FACE_HAIRLINE_B[knot] : FACE_HAIRLINE_A[knot];
}

// Distance to the edge of the hair in centimetres, positive inside.
float face_hair_edge(vec3 at, bool is_man) {
    float x = abs(at.x), z = at.z + FACE_HAIR_MIDDLE;
    float place = clamp(atan(x, z) / 3.14159265 * 18.0, 0.0, 17.9999);
    int first = int(place);
    float t = place - float(first);
    float low = face_hairline(first, is_man), high = face_hairline(first + 1, is_man);
    float rise = first > 0 ? (high - face_hairline(first - 1, is_man)) * 0.5 : 0.0;
    float fall = first < 17 ? (face_hairline(first + 2, is_man) - low) * 0.5 : 0.0;
    float a = 2.0 * (low - high) + rise + fall;
    float b = 3.0 * (high - low) - 2.0 * rise - fall;
    float height = ((a * t + b) * t + rise) * t + low;
    float slope = ((3.0 * a * t + 2.0 * b) * t + rise) * (18.0 / 3.14159265);
    float away = length(vec2(x, z));
    float there = face_step(0.5, 8.0, away);
    height *= there;
    slope *= there;
    float around = max(away, 3.0);
    float over = (at.y - height) / 2.5;
    float near = exp(-over * over);
    float edge = (at.y - height) / sqrt(1.0 + slope * slope / (around * around) * near);
    vec3 off = vec3(x, at.yz) - FACE_EAR_AT;
    vec3 ear = vec3(
        (dot(off, FACE_EAR_OUT) - 0.5) / 1.7, dot(off, FACE_EAR_UP) / 3.75,
        dot(off, FACE_EAR_FRONT) / 2.4);
    return clamp(min(edge, (length(ear) - 1.0) * 1.5), -4.0, 4.0);
}

// Lighter and darker strands as a share of the hair's colour.
float face_strand(vec3 at, float wide, bool is_man) {
    vec3 off = at - FACE_BUN;
    float across = dot(off, cross(vec3(1.0, 0.0, 0.0), FACE_BUN_AXIS));
    float turn = atan(off.x, across), away = length(vec2(off.x, across));
    if (is_man) {
        float uneven = sin(turn * 53.0 + 2.0 * sin(away * 4.1)) * sin(away * 7.3 + turn * 9.0);
        return 0.55 * FACE_STRAND_DEPTH * uneven * clamp(1.3 - wide / 0.35, 0.0, 1.0);
    }
    float lines = 0.62 * sin(turn * FACE_STRANDS.x + 1.7 * sin(turn * 11.0));
    lines += 0.38 * sin(turn * FACE_STRANDS.y + 2.3 * sin(turn * 5.0));
    float in_bun = face_step(FACE_BUN_REACH, FACE_BUN_REACH - 0.3, length(off));
    lines = mix(lines, sin(away * 8.5 + turn), in_bun);
    float spacing = in_bun > 0.5 ? 0.74 : away * (6.2831853 / FACE_STRANDS.x);
    return FACE_STRAND_DEPTH * lines * clamp(1.6 - 2.2 * wide / max(spacing, 0.05), 0.0, 1.0);
}

vec3 face_skin(vec3 c, vec2 at, float wide, bool is_man) {
    c = face_tint(c, FACE_BLUSH_TINT, face_bell(at, wide, FACE_BLUSH));
    c = face_tint(c, FACE_NOSE_TINT, face_bell(at, wide, FACE_NOSE));
    c = face_tint(c, FACE_NOSE_UNDER_TINT, face_bell(at, wide, FACE_NOSE_UNDER));
    c = face_tint(c, FACE_LID_TINT, face_bell(at, wide, FACE_LID));
    float fade = clamp(1.5 - wide / FACE_NOSTRIL_FADE, 0.0, 1.0);
    c = face_tint(c, FACE_NOSTRIL_TINT, face_bell(at, wide, FACE_NOSTRIL) * fade);
    if (is_man) {
        float low = pow(abs((at.y - FACE_STUBBLE.x) / FACE_STUBBLE.y), 4.0);
        float free = face_step(-3.6, -6.2, at.y + 0.22 * at.x);
        c = face_tint(c, FACE_STUBBLE_TINT, exp(-low) * free);
    }
    return c;
}

vec3 face_mouth(vec3 c, vec2 at, float wide, bool is_man) {
    float x = at.x, half_wide = FACE_MOUTH.z;
    vec2 lips = FACE_LIPS * (is_man ? FACE_LIP_MAN : 1.0);
    float line = FACE_MOUTH.x + FACE_MOUTH.y * x * x;
    float bow = clamp(1.0 - (x / half_wide) * (x / half_wide), 0.0, 1.0);
    float dip = 1.0 - 0.24 * exp(-(x / 0.36) * (x / 0.36));
    float top = line + lips.x * pow(bow, 0.75) * dip, bottom = line - lips.y * pow(bow, 0.70);
    vec4 tint = is_man ? FACE_LIP_TINT_MAN : FACE_LIP_TINT;
    c = face_tint(c, tint, face_band(at.y, wide, bottom, top));
    c = face_tint(c, FACE_CORNER_TINT, face_bell(at, wide, FACE_CORNER));
    float thin = FACE_MOUTH_LINE_HALF * (0.45 + 0.55 * bow);
    float ends = face_step(half_wide + 0.12, half_wide - 0.35, x);
    return face_tint(c, FACE_MOUTH_LINE, face_band(at.y, wide, line - thin, line + thin) * ends);
}

vec3 face_brows(vec3 c, vec2 at, float wide, vec3 dark, bool is_man) {
    float inner = FACE_BROW.x, outer = FACE_BROW.y;
    float t = clamp((at.x - inner) / (outer - inner), 0.0, 1.0);
    float middle = FACE_BROW.z + FACE_BROW.w * t * (1.10 - t);
    float thick = (is_man ? FACE_BROW_HALF.y : FACE_BROW_HALF.x);
    thick *= (0.62 + 0.38 * face_step(0.0, 0.22, t)) * (1.0 - 0.72 * pow(t, 1.6));
    float ends = face_step(inner - 0.16, inner + 0.30, at.x) * face_until(outer - at.x, wide);
    float share = is_man ? FACE_BROW_SHARE.y : FACE_BROW_SHARE.x;
    return mix(c, dark, face_band(at.y, wide, middle - thick, middle + thick) * ends * share);
}

// White, iris, pupil and the light in it, shaded by the upper lid.
vec3 face_ball(
    vec3 c, vec3 at, float x, float wide, float opening, float top, vec3 white
) {
    float under = (top - at.y) / 0.30;
    float seen = opening * (1.0 - 0.75 * face_step(FACE_FAR.x, FACE_FAR.y, wide));
    c = mix(c, white * (1.0 - 0.42 * exp(-under * under)), seen);
    float away = length(vec2(x, at.y) - FACE_IRIS_AT);
    float ring = 1.0 - 0.62 * face_step(FACE_IRIS.x * 0.62, FACE_IRIS.x, away);
    ring *= 0.80 + 0.45 * clamp((FACE_IRIS_AT.y - at.y) / FACE_IRIS.x, -0.5, 1.0);
    float in_iris = opening * face_until(FACE_IRIS.x - away, wide);
    c = mix(c, FACE_IRIS_COLOUR * ring, in_iris);
    c = mix(c, FACE_PUPIL_COLOUR, opening * face_until(FACE_IRIS.y - away, wide));
    float middle = sign(at.x) * FACE_EYE.x;
    float lit = length(at.xy - vec2(middle + FACE_GLINT.x, FACE_GLINT.y));
    float faint = min(1.0, 4.0 * FACE_GLINT.z * FACE_GLINT.z / (wide * wide));
    return mix(c, vec3(0.95), opening * face_until(FACE_GLINT.z - lit, wide) * faint);
}

vec3 face_eyes(
    vec3 c, vec3 at, float wide, vec3 dark, vec3 white, float eyelid, bool is_man
) {
    float half_wide = FACE_EYE.y;
    float x = abs(at.x) - FACE_EYE.x, u = x / half_wide;
    float s = clamp(1.0 - u * u, 0.0, 1.0);
    float corner = FACE_EYE.z * x;
    float bottom = corner - FACE_EYE_OPEN.y * s * (1.0 + 0.10 * u);
    float open_top = corner + FACE_EYE_OPEN.x * pow(s, 0.85) * (1.0 - 0.10 * u);
    float top = mix(bottom, open_top, eyelid);
    float inside = face_until(half_wide - abs(x), wide);
    float opening = face_band(at.y, wide, bottom, top) * inside;
    c = face_ball(c, at, x, wide, opening, top, white);
    float crease = open_top + FACE_CREASE.x - 0.10 * (1.0 - s);
    float ends = face_step(half_wide + 0.05, half_wide - 0.7, abs(x));
    float fold = face_band(at.y, wide, crease - FACE_CREASE.y, crease + FACE_CREASE.y) * ends;
    c = mix(c, c * FACE_CREASE_TINT, fold * FACE_CREASE.z);
    float lash = is_man ? FACE_LASH_HALF.y : FACE_LASH_HALF.x;
    lash *= 0.55 + 0.45 * s + 0.18 * clamp(x, -1.0, 1.6);
    lash *= face_step(half_wide + 0.16, half_wide - 0.30, abs(x));
    float lashes = face_band(at.y, wide, top - lash * 0.6, top + lash * 1.4);
    lashes *= face_until(half_wide + 0.12 - abs(x), wide);
    c = mix(c, dark * 0.55, lashes * (is_man ? FACE_LASH_SHARE.y : FACE_LASH_SHARE.x));
    float rim = face_band(at.y, wide, bottom - 0.05, bottom + 0.03) * inside * 0.6;
    return mix(c, c * FACE_CREASE_TINT, rim);
}

vec3 face_ears(vec3 c, vec3 at) {
    vec3 off = vec3(abs(at.x), at.yz) - FACE_EAR_AT;
    if (abs(off.y) >= 3.6 || off.x <= -1.2 || abs(off.z) >= 3.0) {
        return c;
    }
    float up = dot(off, FACE_EAR_UP), front = dot(off, FACE_EAR_FRONT);
    float size = length(vec2(front / FACE_EAR_WIDE, up / FACE_EAR_TALL));
    float ear = face_step(1.06, 0.90, size) * face_step(-0.55, -0.15, dot(off, FACE_EAR_OUT));
    vec2 in_hollow = (vec2(front, up) - FACE_EAR_HOLLOW.xy) / FACE_EAR_HOLLOW.zw;
    float from_ring = (size - FACE_EAR_GROOVE.x) / FACE_EAR_GROOVE.y;
    float groove = exp(-from_ring * from_ring) * face_step(-1.6, -0.6, up);
    groove *= face_step(1.1, 0.4, front);
    c = face_tint(c, FACE_EAR_TINT, ear);
    float shade = clamp(exp(-dot(in_hollow, in_hollow)) + 0.6 * groove, 0.0, 1.0);
    return face_tint(c, FACE_EAR_SHADE, ear * shade);
}

// Albedo of the head with face and hair on; `place` is the rest place in metres, `pixel_m` how
// wide a pixel is there, `eyelid` 1 open and 0 closed; `hair_share` tells how much is hair.
vec3 paintFace(
    vec3 albedo, vec3 place, float pixel_m, vec3 skin, vec3 hair, float eyelid, bool is_man,
    out float hair_share
) {
    vec3 at = (place - FACE_CENTRE_M) * 100.0;
    float wide = max(pixel_m * 125.0, 0.015);
    vec3 c = albedo;
    float front = face_step(FACE_FRONT.x, FACE_FRONT.y, at.z);
    if (front > 0.0 && abs(at.y) < 12.0) {
        vec2 half_at = vec2(abs(at.x), at.y);
        float mean_hair = max((hair.r + hair.g + hair.b) / 3.0, 0.0001);
        float mean_skin = (skin.r + skin.g + skin.b) / 3.0;
        vec3 dark = hair * min(1.0, 0.42 * mean_skin / mean_hair);
        vec3 white = FACE_WHITE * min(1.0, 0.74 + 0.9 * mean_skin);
        c = mix(c, face_skin(c, half_at, wide, is_man), front);
        c = mix(c, face_mouth(c, half_at, wide, is_man), front);
        c = mix(c, face_brows(c, half_at, wide, dark, is_man), front);
        c = mix(c, face_eyes(c, at, wide, dark, white, eyelid, is_man), front);
    }
    c = face_ears(c, at);
    float soft = is_man ? FACE_HAIR_SOFT.y : FACE_HAIR_SOFT.x;
    float edge = face_hair_edge(at, is_man);
    hair_share = 0.0;
    if (edge > -soft - 0.5 * wide) {
        float strand = face_strand(at, wide, is_man);
        float uneven = edge + FACE_HAIR_UNEVEN * strand;
        hair_share = clamp(uneven / max(wide, soft) + 0.5, 0.0, 1.0);
        c = mix(c, hair * (1.0 + strand), hair_share);
    }
    return clamp(c, 0.0, 1.0);
}
