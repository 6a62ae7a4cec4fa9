package io.headgate.schemas.codec;

import io.headgate.schemas.codec.framing.Framing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The framings of one installation.
 *
 * @param written the one that values are written under
 * @param known those that are read
 */
record Framings(Framing written, List<Framing> known) {
    Framings {
        known = List.copyOf(known);
    }

    /** The framing of a value that is not empty; null when it begins like none. */
    @Nullable
    Framing of(byte[] value) {
        for (Framing framing : known) {
            if (framing.begins(value)) {
                return framing;
            }
        }
        return null;
    }
}
