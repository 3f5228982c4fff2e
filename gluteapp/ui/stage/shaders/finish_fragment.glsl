// The picture with the halos of what works, the ring that points something out, and dimmed.
in vec2 on_screen;
out vec4 colour;

uniform sampler2D u_picture;    // its alpha is how much of a pixel the figure covers
uniform vec2 u_turn;            // cosine and sine of how far the picture is turned
uniform vec2 u_upright;         // size of the picture before it is turned, in its own pixels
uniform int u_spot_count;
uniform vec4 u_spots[SPOTS];    // middle, radius, share that faces the eye
uniform vec3 u_shines[SPOTS];
uniform vec4 u_ring;            // middle, radius and half its line; no line: no ring
uniform vec3 u_page;
uniform float u_dim;

// Ends at three radii.
float bell(float off, float radius) {
    return max(exp(-0.5 * off * off / (radius * radius)) - 0.0112, 0.0);
}

void main() {
    vec4 drawn = texelFetch(u_picture, ivec2(gl_FragCoord.xy), 0);
    vec2 off_middle = vec2(on_screen.x, -on_screen.y) * 0.5;
    vec2 turned = vec2(dot(u_turn, off_middle), dot(vec2(-u_turn.y, u_turn.x), off_middle));
    vec2 at = (0.5 + turned) * u_upright;
    vec3 halo = vec3(0.0);
    for (int i = 0; i < u_spot_count; i++) {
        vec2 off = at - u_spots[i].xy;
        float light = bell(off.x, u_spots[i].z) * bell(off.y, u_spots[i].z);
        float facing = u_spots[i].w;
        halo += u_shines[i] * light * mix(0.5 + 0.5 * facing, HALO_ON_BODY * facing, drawn.a);
    }
    vec3 seen = drawn.rgb + (1.0 - drawn.rgb) * HALO_STRENGTH * (1.0 - exp(-halo));
    float beside = u_ring.w > 0.0 ? abs(length(at - u_ring.xy) - u_ring.z) : 1e9;
    seen *= 1.0 - 0.75 * clamp(2.0 * u_ring.w + 0.5 - beside, 0.0, 1.0);
    seen = mix(seen, POINTER_SRGB, clamp(u_ring.w + 0.5 - beside, 0.0, 1.0));
    colour = vec4(mix(u_page, seen, u_dim), 1.0);
}
