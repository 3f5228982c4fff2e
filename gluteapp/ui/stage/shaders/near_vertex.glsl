// Only where a vertex is, for the distance around each pixel.
in vec3 in_place;

uniform mat4 u_clip;

out float away;

void main() {
    gl_Position = u_clip * vec4(in_place, 1.0);
    away = gl_Position.w;
}
