package io.headgate.worker.redact;

import io.headgate.schemas.catalog.Redaction.Action;
import java.util.Map;

/**
 * How much was found in prompts since the process began.
 *
 * @param found places in texts, by what it was and what was done about it
 * @param detectorAway requests for which the detector did not answer
 */
public record RedactionCounts(Map<Kind, Long> found, long detectorAway) {
    public static final RedactionCounts NONE = new RedactionCounts(Map.of(), 0);

    public RedactionCounts {
        found = Map.copyOf(found);
    }

    /** @param entity as the catalogue names it */
    public record Kind(String entity, Action action) {}
}
