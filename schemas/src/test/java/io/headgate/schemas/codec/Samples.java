package io.headgate.schemas.codec;

import java.util.List;
import java.util.stream.Stream;

/** Every message twice or more: with all it can hold, and with as little as it can. */
final class Samples {
    private Samples() {}

    static List<Sample<?>> all() {
        return Stream.of(
                        RequestSamples.all(),
                        AttemptSamples.all(),
                        ResultSamples.all(),
                        BookSamples.all(),
                        CatalogSamples.all())
                .<Sample<?>>flatMap(List::stream)
                .toList();
    }

    /** The first sample of a message. */
    static Sample<?> of(String message) {
        return all().stream()
                .filter(sample -> sample.message().equals(message))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no sample of " + message));
    }
}
