package io.headgate.schemas.process;

import java.util.Locale;

/** What a process does. One process may have several roles; the standalone has all. */
public enum Role {
    /** Accepts, admits and routes. */
    ROUTER,
    /** Calls providers. */
    WORKER,
    /** Keeps the books. */
    METERING,
    /** Speaks HTTP. */
    API;

    /** The name on the command line and in logs. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The property that turns the role's beans on. */
    public String property() {
        return "headgate.roles." + optionName();
    }
}
