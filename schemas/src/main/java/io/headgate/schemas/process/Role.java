package io.headgate.schemas.process;

import java.util.Locale;

/** What a process does. One process may have several roles; the standalone has all. */
public enum Role {
    ROUTER("Accept requests, admit each once, choose where it goes.", false),
    WORKER("Call providers and publish results.", false),
    METERING("Keep the books in Postgres.", true),
    API("Speak HTTP.", true);

    private final String description;
    private final boolean keepsDatabase;

    Role(String description, boolean keepsDatabase) {
        this.description = description;
        this.keepsDatabase = keepsDatabase;
    }

    /** For a person, one sentence. */
    public String description() {
        return description;
    }

    /** Whether it needs Postgres. */
    public boolean keepsDatabase() {
        return keepsDatabase;
    }

    /** The name on the command line and in logs. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The property that turns the role's beans on. */
    public String property() {
        return "headgate.roles." + optionName();
    }
}
