package io.headgate.worker.redact.presidio;

import io.headgate.worker.redact.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Several texts as one, so that they are looked through in one call, and the way back to where each was. */
final class JoinedTexts {
    /** Ends a sentence and a paragraph: no name reaches over it. */
    private static final String BETWEEN = "\n\n";

    private final List<String> texts;
    private final String joined;

    JoinedTexts(Collection<String> texts) {
        this.texts = List.copyOf(texts);
        this.joined = String.join(BETWEEN, this.texts);
    }

    String joined() {
        return joined;
    }

    /**
     * By text, what of these spans lies in it; what lies between texts is left out.
     *
     * @param spans of the joined text, in order of their starts
     */
    Map<String, List<Span>> apart(List<Span> spans) {
        Map<String, List<Span>> apart = new HashMap<>();
        int from = 0;
        int first = 0;
        for (String text : texts) {
            int to = from + text.length();
            while (first < spans.size() && spans.get(first).end() <= from) {
                first++;
            }
            for (int i = first; i < spans.size() && spans.get(i).start() < to; i++) {
                Span span = spans.get(i);
                int start = Math.max(span.start(), from) - from;
                int end = Math.min(span.end(), to) - from;
                if (start < end) {
                    apart.computeIfAbsent(text, _ -> new ArrayList<>()).add(new Span(start, end, span.entity()));
                }
            }
            from = to + BETWEEN.length();
        }
        return apart;
    }
}
