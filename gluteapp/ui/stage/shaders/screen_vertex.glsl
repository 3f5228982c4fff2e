// One triangle over the whole picture.
in vec2 in_corner;
out vec2 on_screen;

void main() {
    on_screen = in_corner;
    gl_Position = vec4(in_corner, 0.0, 1.0);
}
