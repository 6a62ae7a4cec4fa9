package io.headgate.worker.redact;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Restores a text that comes in pieces. Only what may be the beginning of a placeholder that was given is held back, so a
 * text is never later than that, and the pieces together are what the whole text would have been restored to. Thread-safe.
 */
public final class PieceRestorer {
    private final Placeholders placeholders;
    private final NavigableSet<String> names;

    PieceRestorer(Placeholders placeholders) {
        this.placeholders = placeholders;
        this.names = new TreeSet<>(placeholders.all());
    }

    /**
     * What a piece becomes.
     *
     * @param text may be shown
     * @param heldBack to be put before the next piece of the same text, and shown as it is when none comes
     */
    public record Restored(String text, String heldBack) {
        /** Without the texts. */
        @Override
        public String toString() {
            return "Restored[%d characters, %d held back]".formatted(text.length(), heldBack.length());
        }
    }

    /** @param piece what was held back of the same text, and what has come behind it */
    public Restored next(String piece) {
        int last = piece.lastIndexOf('<');
        int shown = last >= 0 && mayBegin(piece.substring(last)) ? last : piece.length();
        return new Restored(placeholders.restore(piece.substring(0, shown)), piece.substring(shown));
    }

    /** Whether it is the beginning of one, and not the whole. */
    private boolean mayBegin(String text) {
        String next = names.higher(text);
        return next != null && next.startsWith(text);
    }
}
