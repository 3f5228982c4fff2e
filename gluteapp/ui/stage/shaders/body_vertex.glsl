// A skinned vertex with what the cloth and the muscles need of the body at rest.
in vec3 in_place;
in vec3 in_normal;
in vec3 in_rest;
in vec4 in_cloth;
in vec4 in_muscles_a;
in vec3 in_muscles_b;
in float in_occlusion;

uniform mat4 u_clip;

out vec3 place;
out vec3 normal;
out vec3 rest;
out vec4 cloth;
out vec4 muscles_a;
out vec3 muscles_b;
out float occlusion;
out float away;

void main() {
    place = in_place;
    normal = in_normal;
    rest = in_rest;
    cloth = in_cloth;
    muscles_a = in_muscles_a;
    muscles_b = in_muscles_b;
    occlusion = in_occlusion;
    gl_Position = u_clip * vec4(in_place, 1.0);
    away = gl_Position.w;
}
