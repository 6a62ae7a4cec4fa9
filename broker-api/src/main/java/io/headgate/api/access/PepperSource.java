package io.headgate.api.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the pepper of an installation: it is named, never given. */
public final class PepperSource {
    /** The setting that names it. */
    public static final String SETTING = "headgate.api.key-pepper";
    /** The variable that has it, or names it in its turn, where nothing is set. */
    public static final String VARIABLE = "HEADGATE_KEY_PEPPER";

    public static final String BY_DEFAULT = "env:" + VARIABLE;

    private static final String ENV = "env:";
    private static final String FILE = "file:";

    private PepperSource() {}

    /**
     * The pepper.
     *
     * @param reference {@code env:NAME} or {@code file:/path}; a variable may hold {@code file:/path} instead of the pepper
     * @throws IllegalArgumentException when nothing is there, or what nobody should trust; never shows it
     */
    public static Pepper read(String reference, Map<String, String> environment) {
        if (reference.startsWith(ENV)) {
            String value = environment.get(reference.substring(ENV.length()));
            return value != null && value.startsWith(FILE) ? ofFile(value) : pepper(value, reference);
        }
        if (reference.startsWith(FILE)) {
            return ofFile(reference);
        }
        throw new IllegalArgumentException(
                SETTING + ": seen something else (not shown, it may be the pepper), allowed env:NAME or file:/path");
    }

    private static Pepper ofFile(String reference) {
        try {
            return pepper(
                    Files.readString(Path.of(reference.substring(FILE.length())))
                            .strip(),
                    reference);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "%s: seen %s, which cannot be read (%s)"
                            .formatted(SETTING, reference, unreadable.getClass().getSimpleName()),
                    unreadable);
        }
    }

    private static Pepper pepper(@Nullable String text, String reference) {
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: seen nothing at %s, allowed a secret of the installation, the same for all its processes: openssl rand -hex 32"
                            .formatted(SETTING, reference));
        }
        try {
            return new Pepper(text);
        } catch (IllegalArgumentException weak) {
            throw new IllegalArgumentException("%s, at %s".formatted(weak.getMessage(), reference), weak);
        }
    }
}
