// A wall: a faint plane and its edge on the floor, as figure/wall.py has it.
in vec3 place;
in float away;
out vec4 colour;

uniform float u_pixel;      // metres of a pixel at a distance of one metre
uniform float u_wall_top;   // height of the wall

const float LINE_M = 0.012;
const float LINE_PIXELS = 1.6;

void main() {
    float pixel = u_pixel * away;
    float line = clamp((max(LINE_M, LINE_PIXELS * pixel) - place.y) / pixel + 0.5, 0.0, 1.0);
    float plane = WALL_STRENGTH * clamp(1.0 - place.y / u_wall_top, 0.0, 1.0);
    colour = vec4(WALL_SRGB, mix(plane, WALL_LINE_STRENGTH, line));
}
