package io.headgate.worker.redact.presidio;

import io.headgate.schemas.catalog.Detection.Detector;
import io.headgate.schemas.json.JsonValue;
import io.headgate.worker.redact.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code [{"entity_type": "PERSON", "start": 5, "end": 8, "score": 0.85}]}. Places are counted in code points, as
 * Python counts them.
 */
final class Findings {
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    private Findings() {}

    private record Finding(int start, int end, String entity) {}

    /**
     * What stands in a text, in order, by UTF-16 units; empty where the answer is none, or is about another text.
     *
     * @param wanted what was asked for, as the catalogue names it; all else is left out
     */
    static Optional<List<Span>> of(JsonValue answer, String text, Collection<String> wanted) {
        if (!(answer instanceof JsonValue.Arr(List<JsonValue> items))) {
            return Optional.empty();
        }
        List<Finding> findings = new ArrayList<>();
        for (JsonValue item : items) {
            Optional<Finding> finding = finding(item);
            if (finding.isEmpty()) {
                return Optional.empty();
            }
            finding.filter(found -> wanted.contains(found.entity())).ifPresent(findings::add);
        }
        findings.sort(Comparator.comparingInt(Finding::start));
        return spans(findings, text);
    }

    private static Optional<Finding> finding(JsonValue item) {
        if (!(item instanceof JsonValue.Obj object)
                || !(object.get("entity_type") instanceof JsonValue.Text(String type))) {
            return Optional.empty();
        }
        int start = index(object.get("start"));
        int end = index(object.get("end"));
        return start >= 0 && end > start
                ? Optional.of(new Finding(start, end, Detector.entity(type)))
                : Optional.empty();
    }

    private static int index(@Nullable JsonValue value) {
        return value instanceof JsonValue.Num(String number)
                        && INDEX.matcher(number).matches()
                ? Integer.parseInt(number)
                : -1;
    }

    /** Goes through the text once: each place is counted from the one before. */
    private static Optional<List<Span>> spans(List<Finding> findings, String text) {
        List<Span> spans = new ArrayList<>();
        int points = 0;
        int at = 0;
        for (Finding finding : findings) {
            try {
                at = text.offsetByCodePoints(at, finding.start() - points);
                points = finding.start();
                int end = text.offsetByCodePoints(at, finding.end() - finding.start());
                spans.add(new Span(at, end, finding.entity()));
            } catch (IndexOutOfBoundsException beyond) {
                return Optional.empty();
            }
        }
        return Optional.of(spans);
    }
}
