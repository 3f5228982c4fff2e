// What everything on the stage has in common; the numbers are figure/light.py's.
uniform vec3 u_eye;
uniform float u_pixel;      // metres of a pixel at a distance of one metre
uniform vec3 u_lights[4];   // directions to key, fill, rim and back light
uniform sampler2D u_near;   // mean distance around each pixel
uniform float u_middle_away;
uniform vec2 u_size;        // of the picture, pixels

float positive(float x) {
    return max(x, 0.0);
}

// 0 to 1 across an edge, as wide as a pixel.
float edge(float inside, float pixel) {
    return clamp(inside / max(pixel * 1.3, 0.0005) + 0.5, 0.0, 1.0);
}

// How far light reaches down to a place near the floor.
float floor_shade(float height) {
    return clamp(FLOOR_SHADE + height * FLOOR_SHADE_SLOPE, FLOOR_SHADE, 1.0);
}

// A far limb is darker along the outline of a near one.
float overlap(float away) {
    float behind = away - u_middle_away - textureLod(u_near, gl_FragCoord.xy / u_size, 0.0).x;
    return 1.0 - OVERLAP_SHADE * clamp(behind / OVERLAP_DEPTH_M - 0.05, 0.0, 1.0);
}

const float CURVE[5] = TONE;

// Linear light to what a screen shows.
vec3 tone(vec3 c) {
    c = c * (CURVE[0] * c + CURVE[1]) / (c * (CURVE[2] * c + CURVE[3]) + CURVE[4]);
    c = sqrt(clamp(c, 0.0, 1.0));
    return c * (1.0 - TONE_SHOULDER + TONE_SHOULDER * c);
}
