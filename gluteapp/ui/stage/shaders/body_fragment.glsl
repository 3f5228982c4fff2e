// The coach: cloth, skin, light and muscles as figure/shade.py has them.
in vec3 place;
in vec3 normal;
in vec3 rest;
in vec4 cloth;          // metres inside leggings, top, hair, shoe
in vec4 muscles_a;
in vec3 muscles_b;
in float occlusion;
in float away;
out vec4 colour;

uniform vec3 u_skin;
uniform vec3 u_hair;
uniform vec3 u_leggings;
uniform vec3 u_top;
uniform vec3 u_shoe;
uniform vec3 u_sole;
uniform vec2 u_glow[MUSCLE_COUNT];  // left and right
uniform float u_eyelid;
uniform int u_is_man;

// From the middle of the head down to where no face and no hair is.
const float HEAD_BELOW_M = 0.145;
const vec3 SHADES[MUSCLE_COUNT] = MUSCLE_COLOURS;
const vec3 ACROSS[MUSCLE_COUNT] = FIBRE_ACROSS;
const vec3 CENTRES[MUSCLE_COUNT] = FIBRE_CENTRE;
const vec3 AXES_A[MUSCLE_COUNT] = FIBRE_AXIS_A;
const vec3 AXES_B[MUSCLE_COUNT] = FIBRE_AXIS_B;
const float CYCLES[MUSCLE_COUNT] = FIBRE_CYCLES;

// How much of a place is bare skin, leggings, top and hair.
struct Cover {
    float skin;
    float leggings;
    float top;
    float hair;
};

// What a place is made of.
vec3 cloth_colour(float pixel, out Cover cover) {
    float leggings = edge(cloth.x, pixel), top = edge(cloth.y, pixel);
    float hair = 0.0, shoe = edge(cloth.w, pixel);
    vec3 c = u_skin;
    if (rest.y > FACE_CENTRE_M.y - HEAD_BELOW_M) {
        c = paintFace(c, rest, pixel, u_skin, u_hair, u_eyelid, u_is_man != 0, hair);
    }
    c = mix(c, u_top, top);
    c = mix(c, u_top * HEM_SHADE, top * edge(HEM_M - abs(cloth.y - HEM_M), pixel));
    c = mix(c, u_leggings, leggings);
    float band = leggings * edge(WAISTBAND_M - abs(cloth.x - WAISTBAND_M), pixel);
    c = mix(c, u_leggings * WAISTBAND_GAIN, band * step(0.6, rest.y));
    c = mix(c, u_shoe, shoe);
    c = mix(c, u_sole, shoe * edge(SOLE_HEIGHT_M - rest.y, pixel));
    float stripe = STRIPE_HALF_M - abs(rest.y - STRIPE_HEIGHT_M);
    c = mix(c, u_top * 1.3, shoe * edge(stripe, pixel));
    cover = Cover(1.0 - max(max(top, leggings), max(hair, shoe)), leggings, top, hair);
    return c;
}

// Light that falls on a place; how much of it is key light and rim light.
vec3 light(vec3 n, Cover cover, out vec3 key, out float rim) {
    vec3 wrap = SKIN_WRAP * cover.skin;
    key = max((dot(u_lights[0], n) + wrap) / (1.0 + wrap), 0.0);
    float from_side = dot(u_lights[1], n);
    float fill_wrap = SKIN_FILL_WRAP * cover.skin;
    float fill = positive((from_side + fill_wrap) / (1.0 + fill_wrap));
    fill *= 1.0 + SKIN_FILL_GAIN * cover.skin;
    rim = positive(dot(u_lights[2], n));
    float sky = (n.y * 0.5 + 0.5) * (n.y * 0.5 + 0.5);
    float ground = (0.5 - n.y * 0.5) * (0.5 - n.y * 0.5);
    float near = mix(floor_shade(place.y), 1.0, 0.5 * cover.leggings);
    vec3 open = 1.0 - (1.0 - occlusion) * mix(vec3(1.0), SKIN_OCCLUSION, cover.skin);
    vec3 lit = (AMBIENT_LOW + sky * AMBIENT_SKY) * near * open;
    lit += key * KEY_COLOUR * (KEY_OPEN + (1.0 - KEY_OPEN) * open);
    lit += fill * FILL_COLOUR * open;
    vec3 rim_open = RIM_OPEN + (1.0 - RIM_OPEN) * open;
    float behind = positive(dot(u_lights[3], n));
    lit += (rim * RIM_STRENGTH + behind * BACK_STRENGTH) * RIM_COLOUR * rim_open;
    float bounce = ground * LEGGINGS_BOUNCE;
    bounce += clamp((from_side + 0.8) / 1.8, 0.0, 1.0) * LEGGINGS_WRAP;
    lit += cover.leggings * bounce * LEGGINGS_BOUNCE_COLOUR;
    lit += cover.skin * ground * SKIN_BOUNCE * rim_open;
    return lit;
}

// Brightness of the fibres of a muscle: thin dark lines, gone where they are too fine to see.
float fibres(int muscle, float pixel) {
    vec3 at = vec3(abs(rest.x), rest.yz);
    float phase = dot(ACROSS[muscle], at);
    float per_metre = length(ACROSS[muscle]);
    if (CYCLES[muscle] > 0.0) {
        vec3 off = at - CENTRES[muscle];
        vec2 around = vec2(dot(AXES_A[muscle], off), dot(AXES_B[muscle], off));
        phase = atan(around.x, around.y) * CYCLES[muscle];
        per_metre = CYCLES[muscle] / max(length(around), 0.01);
    }
    float width = per_metre * pixel;
    float within = abs(fract(phase) - 0.5) * 2.0;
    float gap = (within - (1.0 - FIBRE_DUTY)) / max(width * 2.0, 0.06) + 0.5;
    float fade = clamp(1.0 / (width * FIBRE_PIXELS) - 1.0, 0.0, 1.0);
    return 1.0 - clamp(gap, 0.0, 1.0) * fade * FIBRE_SHADE;
}

// Working muscles shine through the cloth: fibres, a crisp edge and a line around them.
vec3 with_muscles(
        vec3 unlit, vec3 albedo, vec3 lit, float rim_share, vec3 edge_light, float pixel) {
    float inside[MUSCLE_COUNT] = float[MUSCLE_COUNT](
        muscles_a.x, muscles_a.y, muscles_a.z, muscles_a.w, muscles_b.x, muscles_b.y, muscles_b.z);
    vec3 shine = vec3(0.0);
    float total = 0.0, fibre = 0.0;
    for (int i = 0; i < MUSCLE_COUNT; i++) {
        float glow = rest.x < 0.0 ? u_glow[i].y : u_glow[i].x;
        if (glow > 0.004 && inside[i] > -pixel) {
            float working = clamp(inside[i] / pixel + 0.5, 0.0, 1.0) * glow;
            float thick = max(MUSCLE_LINE_M, pixel * MUSCLE_LINE_PIXELS);
            float inner = clamp((inside[i] - thick) / pixel + 0.5, 0.0, 1.0);
            float bright = (1.0 - (1.0 - inner) * MUSCLE_LINE_SHADE) * fibres(i, pixel);
            shine += SHADES[i] * working * bright;
            total += working;
            fibre += working * bright;
        }
    }
    if (total <= 0.0) {
        return unlit;
    }
    total = min(total, 1.0);
    vec3 pure = shine / max(total, 0.001);
    vec3 base = pure * mix(MUSCLE_ALBEDO_LEAST, MUSCLE_ALBEDO, total);
    // At rest the muscle shows by its lines on the cloth: a faint tint would look like skin.
    float lines = min(fibre / max(total, 0.001), 1.0);
    vec3 cloth = albedo * (1.0 - (1.0 - lines) * min(total * MUSCLE_LINE_RISE, 1.0));
    float covered = smoothstep(MUSCLE_COVER_FROM, MUSCLE_COVER_FULL, total);
    cloth *= 1.0 - min(covered * 2.0, 1.0) * MUSCLE_COVER_SHADE;
    vec3 c = mix(cloth, base, covered) * lit;
    float rise = sqrt(total);
    c += shine * (MUSCLE_EMIT * rise);
    // Its own light along the outline, soon strong, so that a dim muscle stands off the stage.
    c += pure * (MUSCLE_EDGE_EMIT * rim_share * sqrt(rim_share * rise) * covered);
    // White light along the outline would turn red into pink; blue can have it.
    float warm = shine.r / max(max(shine.r, max(shine.g, shine.b)), 0.001);
    c += edge_light * (1.0 - warm * covered * MUSCLE_WARM_EDGE);
    return mix(unlit, c, min(total * 40.0, 1.0));
}

void main() {
    vec3 n = normalize(normal), view = normalize(u_eye - place);
    float pixel = u_pixel * away;
    Cover cover;
    vec3 albedo = cloth_colour(pixel, cover);
    vec3 key;
    float rim;
    vec3 lit = light(n, cover, key, rim);
    float outline = 1.0 - clamp(dot(view, n), 0.0, 1.0);
    outline *= outline;
    float shine = clamp(dot(normalize(view + u_lights[0]), n), 0.000001, 1.0);
    float gloss = cover.skin * SKIN_SHINE + cover.leggings * LEGGINGS_SHINE;
    gloss += cover.top * TOP_SHINE;
    vec3 c = albedo * lit + pow(shine, SHINE_POWER) * key * gloss;
    vec3 edge_light = mix(SKIN_FRESNEL, LEGGINGS_FRESNEL, cover.leggings);
    edge_light *= outline * (0.5 + 0.5 * occlusion);
    c += edge_light;
    c += cover.hair * (pow(shine, HAIR_SHINE_POWER) * key * HAIR_SHINE + rim * HAIR_RIM);
    c = with_muscles(c, albedo, lit, outline, edge_light, pixel);
    colour = vec4(tone(c * overlap(away)), 1.0);
}
