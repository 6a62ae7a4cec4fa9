package io.headgate.api.access.audit;

import java.util.Locale;

/**
 * Who administers.
 *
 * @param name the id of a key, or the user of a machine
 */
public record Actor(String name, Via via) {
    /** How the act came about. */
    public enum Via {
        HTTP,
        CLI,
        UP;

        /** As it is in the table. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whoever runs a command on this machine. */
    public static Actor onTheCommandLine() {
        return new Actor(System.getProperty("user.name", "unknown"), Via.CLI);
    }
}
