package io.headgate.schemas.telemetry;

/** Chooses how this process logs: lines for a person at a terminal, JSON for everything else. */
public final class Logs {
    private static final String CONFIGURATION = "logback.configurationFile";

    private Logs() {}

    /** Call before the first logger is made. {@code -Dlogback.configurationFile} and {@code HEADGATE_LOG=text|json} win. */
    public static void configure() {
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, "io/headgate/schemas/telemetry/logs-" + format() + ".xml");
        }
    }

    /** Only what goes wrong, unless the environment asks for more: for a command whose output is the point. */
    public static void onlyTrouble() {
        quieten("HEADGATE_LOG_LEVEL", "WARN");
        quieten("HEADGATE_LOG_OTHERS", "ERROR");
    }

    private static void quieten(String variable, String level) {
        if (System.getenv(variable) == null) {
            System.setProperty(variable, level);
        }
    }

    private static String format() {
        String asked = System.getenv("HEADGATE_LOG");
        if ("text".equals(asked) || "json".equals(asked)) {
            return asked;
        }
        return System.console() != null && System.console().isTerminal() ? "text" : "json";
    }
}
