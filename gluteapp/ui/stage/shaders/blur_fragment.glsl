// The mean over a run of pixels in one direction; the last one is the distance of what is there.
in vec2 on_screen;
out vec2 seen;

uniform sampler2D u_seen;
uniform ivec2 u_step;
uniform int u_reach;
uniform bool u_is_last;

void main() {
    ivec2 at = ivec2(gl_FragCoord.xy);
    ivec2 last = textureSize(u_seen, 0) - 1;
    vec2 sum = vec2(0.0);
    for (int i = -u_reach; i <= u_reach; i++) {
        sum += texelFetch(u_seen, clamp(at + i * u_step, ivec2(0), last), 0).xy;
    }
    seen = u_is_last ? vec2(sum.x / max(sum.y, 0.0001), sum.y) : sum;
}
