package io.headgate.schemas.telemetry;

/** The one vocabulary of log lines. Prompts, completions and keys have no name here. */
public final class LogKeys {
    public static final String REQUEST_ID = "requestId";
    public static final String TENANT = "tenant";
    public static final String PROVIDER = "provider";
    public static final String MODEL = "model";
    public static final String ATTEMPT = "attempt";
    public static final String REVISION = "revision";
    public static final String TRACE_ID = "traceId";

    private LogKeys() {}
}
