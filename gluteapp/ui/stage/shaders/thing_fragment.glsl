// A plain thing in the room, lit as figure/shade.py lights it.
in vec3 place;
in vec3 normal;
in vec3 albedo;
in float away;
out vec4 colour;

void main() {
    vec3 n = normalize(normal), view = normalize(u_eye - place);
    float sky = (n.y * 0.5 + 0.5) * (n.y * 0.5 + 0.5);
    vec3 lit = (AMBIENT_LOW + sky * AMBIENT_SKY) * floor_shade(place.y);
    lit += positive(dot(u_lights[0], n)) * KEY_COLOUR;
    lit += positive(dot(u_lights[1], n)) * FILL_COLOUR;
    float rim = positive(dot(u_lights[2], n)) * RIM_STRENGTH;
    lit += (rim + positive(dot(u_lights[3], n)) * BACK_STRENGTH) * RIM_COLOUR;
    float outline = 1.0 - clamp(dot(view, n), 0.0, 1.0);
    vec3 c = albedo * lit + outline * outline * THING_FRESNEL;
    colour = vec4(tone(c * overlap(away)), 1.0);
}
