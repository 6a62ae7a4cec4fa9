package io.headgate.worker.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;

/** Finds an entity of the catalogue's own by its pattern. Thread-safe. */
final class PatternSearch {
    private final String entity;
    private final Pattern pattern;

    /** @param pattern one that the catalogue's reader let pass */
    PatternSearch(String entity, String pattern) {
        this.entity = entity;
        this.pattern = Pattern.compile(pattern);
    }

    String entity() {
        return entity;
    }

    /**
     * Adds what is found.
     *
     * @return whether the text was looked through; a pattern may have to look again from each place, and then it is stopped
     */
    boolean find(String text, List<Span> found) {
        try {
            Matcher matcher = pattern.matcher(new PacedText(text));
            for (int from = 0; from <= text.length() && matcher.find(from); ) {
                if (matcher.end() > matcher.start()) {
                    found.add(new Span(matcher.start(), matcher.end(), entity));
                }
                from = Math.max(matcher.end(), matcher.start() + 1);
            }
            return true;
        } catch (PacedText.TooOften again) {
            return false;
        }
    }
}
