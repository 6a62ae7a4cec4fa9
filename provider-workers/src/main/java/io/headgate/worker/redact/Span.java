package io.headgate.worker.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Where something stands in a text that must not leave.
 *
 * @param start index of its first character, 0 or more
 * @param end index after its last, greater than start
 * @param entity as the catalogue names it
 */
public record Span(int start, int end, String entity) {
    /** The same places, in order and apart: those that overlap become one, which is the entity's that begins first. */
    static List<Span> apart(List<Span> spans) {
        List<Span> sorted = new ArrayList<>(spans);
        sorted.sort(Comparator.comparingInt(Span::start).thenComparingInt(span -> -span.end()));
        List<Span> apart = new ArrayList<>();
        for (Span span : sorted) {
            Span last = apart.isEmpty() ? null : apart.getLast();
            if (last == null || last.end() <= span.start()) {
                apart.add(span);
            } else if (last.end() < span.end()) {
                apart.set(apart.size() - 1, new Span(last.start(), span.end(), last.entity()));
            }
        }
        return apart;
    }
}
