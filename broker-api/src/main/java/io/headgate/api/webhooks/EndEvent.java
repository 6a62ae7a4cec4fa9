package io.headgate.api.webhooks;

import java.util.Arrays;
import java.util.Optional;

/** What a webhook may be told of. */
public enum EndEvent {
    COMPLETED("completed"),
    FAILED("failed");

    private static final String PREFIX = "request.";

    private final String status;

    EndEvent(String status) {
        this.status = status;
    }

    /** As it is written in JSON and in tables: {@code request.completed}. */
    public String wireName() {
        return PREFIX + status;
    }

    public static Optional<EndEvent> ofWireName(String name) {
        return Arrays.stream(values())
                .filter(event -> event.wireName().equals(name))
                .findFirst();
    }
}
