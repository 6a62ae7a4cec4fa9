package io.headgate.schemas.catalog.shape;

/**
 * One thing that is wrong with a document.
 *
 * @param path where, for example {@code routes.fast-text.candidates[0].model}; empty for the document itself
 * @param line from 1
 * @param column from 1
 * @param message what was seen and what is allowed; never a secret
 */
public record Problem(String path, int line, int column, String message) {
    @Override
    public String toString() {
        return "line %d, column %d: %s%s".formatted(line, column, path.isEmpty() ? "" : path + ": ", message);
    }
}
