// A vertex of a plain thing in the room.
in vec3 in_place;
in vec3 in_normal;
in vec3 in_colour;

uniform mat4 u_clip;

out vec3 place;
out vec3 normal;
out vec3 albedo;
out float away;

void main() {
    place = in_place;
    normal = in_normal;
    albedo = in_colour;
    gl_Position = u_clip * vec4(in_place, 1.0);
    away = gl_Position.w;
}
