package io.headgate.api.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a caller may do. Each route names the one that it needs; a route that names none is closed. */
public enum Scope {
    /** Send requests, files and batches, and judge answers. */
    SUBMIT,
    /** See requests, results, events, files and batches. */
    READ,
    /** End requests and batches early. */
    CANCEL,
    /** Send again what has failed. */
    REPLAY,
    /** Delete what is kept of a tenant or of a person. */
    ERASE,
    /** See what concerns nobody's prompts: routing, catalogue, health, books. */
    OPERATE,
    /** Tenants, projects, keys, limits, and the log of who changed them. */
    ADMIN;

    /** As it is written in JSON and on the command line. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Scope> named(String wireName) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName().equals(wireName))
                .findFirst();
    }
}
