// The stage without anybody, as figure/ground.py has it: gradient, floor, mat and shadow.
in vec2 on_screen;
out vec4 colour;

uniform mat3 u_ray;         // from -1..1 on the screen to a ray of one metre in depth
uniform vec3 u_eye;
uniform float u_pixel;
uniform vec2 u_turn;        // cosine and sine of how far the picture is turned
uniform vec2 u_middle;      // where disc and shadow lie, x and z in metres
uniform vec4 u_mat;         // x, z, cosine and sine of its yaw
uniform float u_has_mat;
uniform sampler2D u_shadow;
uniform float u_shadow_size;
uniform vec3 u_page;
uniform float u_fades;

const float LEVEL = -0.001;

// 1 inside an edge, 0 outside it.
float covered(float soft, float outside) {
    return 1.0 - smoothstep(-soft, soft, outside);
}

// The colour of the mat and how much of the floor it covers.
vec4 mat_at(vec2 place, float footprint) {
    vec2 away = place - u_mat.xy;
    vec2 turned = vec2(u_mat.z * away.x - u_mat.w * away.y, u_mat.w * away.x + u_mat.z * away.y);
    vec2 beyond = abs(turned) - (vec2(MAT_HALF_WIDTH_M, MAT_HALF_LENGTH_M) - MAT_CORNER_M);
    float outside = length(max(beyond, 0.0)) + min(max(beyond.x, beyond.y), 0.0) - MAT_CORNER_M;
    float soft = max(footprint * 1.2, 0.001);
    float line = abs(outside + MAT_LINE_INSET_M) - MAT_LINE_HALF_M;
    return vec4(MAT_SRGB * (1.0 + MAT_LINE_GAIN * covered(soft, line)), covered(soft, outside));
}

void main() {
    vec2 off_middle = vec2(on_screen.x, -on_screen.y) * 0.5;
    vec2 at = 0.5 + vec2(dot(u_turn, off_middle), dot(vec2(-u_turn.y, u_turn.x), off_middle));
    float share = min(at.y / STAGE_MIDDLE_AT, (1.0 - at.y) / (1.0 - STAGE_MIDDLE_AT));
    vec3 seen = mix(STAGE_EDGE_SRGB, STAGE_MIDDLE_SRGB, share);
    vec3 ray = u_ray * vec3(on_screen, 1.0);
    bool falls = ray.y < LEVEL;
    float reach = falls ? -u_eye.y / ray.y : 0.0;
    vec2 place = (u_eye + reach * ray).xz;
    float off = length(place - u_middle) / FLOOR_RADIUS_M;
    float floor_share = falls ? 1.0 - smoothstep(FLOOR_FADE_FROM, FLOOR_FADE_TO, off) : 0.0;
    vec4 mat_seen = mat_at(place, reach * u_pixel);
    float on_mat = falls ? mat_seen.a * u_has_mat : 0.0;
    vec3 ground = mix(FLOOR_SRGB, mat_seen.rgb, on_mat);
    floor_share = max(floor_share, on_mat);
    seen = mix(seen, ground, floor_share);
    vec2 edge = min(at, 1.0 - at) / EDGE_FADE;
    float inside = smoothstep(0.0, 1.0, edge.x) * smoothstep(0.0, 1.0, edge.y);
    seen = mix(seen, u_page, u_fades * (1.0 - inside));
    vec2 cell = (place - u_middle) / u_shadow_size + 0.5;
    bool is_mapped = falls && all(greaterThan(cell, vec2(0.0))) && all(lessThan(cell, vec2(1.0)));
    float dark = is_mapped ? textureLod(u_shadow, cell, 0.0).r : 0.0;
    seen *= 1.0 - dark * SHADOW_STRENGTH * max(floor_share, SHADOW_LEAST_FLOOR);
    colour = vec4(seen, 0.0);  // alpha: how much of the figure
}
