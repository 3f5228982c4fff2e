// Distance along the line of sight, and that there is something.
in float away;
out vec2 seen;

uniform float u_middle_away;

void main() {
    seen = vec2(away - u_middle_away, 1.0);
}
