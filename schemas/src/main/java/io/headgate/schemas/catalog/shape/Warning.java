package io.headgate.schemas.catalog.shape;

/** One thing in a valid document that its author probably did not mean. The components are those of {@link Problem}. */
public record Warning(String path, int line, int column, String message) {
    @Override
    public String toString() {
        return "line %d, column %d: %s%s".formatted(line, column, path.isEmpty() ? "" : path + ": ", message);
    }
}
