package io.headgate.worker.redact;

import io.headgate.schemas.catalog.Detection;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Redaction.Action;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.util.Collection;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;

/** Why a prompt must not leave: what was found, and nothing of it. */
final class Refusals {
    private Refusals() {}

    /** The policy of a newer catalogue or release: what it names must not be passed over. */
    static Failure unknownEntity(RequestKey key, Redaction redaction, Detection detection) {
        return refused(
                "request %s is to be redacted in ways that this worker does not know".formatted(key),
                words(redaction.entities().stream().sorted()),
                words(detection.entities().stream().sorted()));
    }

    static Failure notCertain(RequestKey key, String seen) {
        return refused(
                "request %s has what redaction cannot look into, and its route is strict".formatted(key),
                seen,
                "texts only");
    }

    static Failure staying(RequestKey key, Collection<String> found) {
        return refused(
                "request %s has what cannot be masked where it is, and its route is strict".formatted(key),
                words(found.stream()),
                "names, ids and fixed values without it");
    }

    static Failure tooSlow(RequestKey key) {
        return refused(
                "request %s has a text that a pattern of the catalogue would have to look through again and again"
                        .formatted(key),
                "a pattern that may match from everywhere to the end",
                "bounded repetitions, such as {1,40}");
    }

    static Failure detectorAway(RequestKey key, String seen) {
        return refused("request %s could not be shown to the detector".formatted(key), seen, "an answer in time");
    }

    static Failure blocked(RequestKey key, Collection<String> found, Map<String, Action> actions) {
        return refused(
                "request %s has what must not leave".formatted(key),
                words(found.stream()),
                "a prompt without "
                        + words(actions.entrySet().stream()
                                .filter(entry -> entry.getValue() == Action.BLOCK)
                                .map(Entry::getKey)
                                .sorted()));
    }

    private static Failure refused(String message, String seen, String allowed) {
        return new Failure(FailureCode.REDACTION_REFUSED, message, seen, allowed);
    }

    private static String words(Stream<String> entities) {
        return String.join(", ", entities.toList());
    }
}
