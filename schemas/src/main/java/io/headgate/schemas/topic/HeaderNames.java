package io.headgate.schemas.topic;

/** The names of record headers. Values are UTF-8 text. */
public final class HeaderNames {
    /** Of {@code requests}, set by clients: see the README's table. All of a client's headers begin with this. */
    public static final String PREFIX = "headgate-";

    /** Request id: from clients on {@code requests}, and on every internal record. */
    public static final String ID = "headgate-id";

    /** Tenant: from trusted clients on the shared {@code requests}, and on every internal record. */
    public static final String TENANT = "headgate-tenant";

    public static final String CORRELATION_ID = "headgate-correlation-id";

    public static final String USER = "headgate-user";
    public static final String IDEMPOTENCY_KEY = "headgate-idempotency-key";
    public static final String TASK_ID = "headgate-task-id";
    public static final String TASK_TYPE = "headgate-task-type";
    public static final String LOCALE = "headgate-locale";
    public static final String PRIORITY = "headgate-priority";

    /** ISO 8601 instant, for example {@code 2026-11-20T15:00:00Z}, or duration from acceptance on, {@code PT10M}. */
    public static final String DEADLINE = "headgate-deadline";

    /** Milliseconds. */
    public static final String MAX_LATENCY_MS = "headgate-max-latency-ms";

    /** Amount and currency, for example {@code 0.05 USD}. */
    public static final String BUDGET = "headgate-budget";

    /** What the client takes its body for, {@code chat} or {@code embeddings}; a body that is the other is refused. */
    public static final String KIND = "headgate-kind";

    /** {@code headgate-tag-project: search} is the tag {@code project}. */
    public static final String TAG_PREFIX = "headgate-tag-";

    /** {@code avro} or {@code json}: the format a result has. Set by Headgate. */
    public static final String FORMAT = "headgate-format";

    /**
     * Of {@code attempts}: {@link #FINAL} or {@link #CONTINUE}, as in the value. With it even an attempt that cannot be
     * read, one of a newer release say, tells whether its request still has to be ended.
     */
    public static final String DISPOSITION = "headgate-disposition";

    public static final String FINAL = "final";
    public static final String CONTINUE = "continue";

    /** Of {@code deadletters}: the failure's code and its message, and where the record came from. */
    public static final String DEAD_CODE = "headgate-dead-code";

    public static final String DEAD_MESSAGE = "headgate-dead-message";
    public static final String DEAD_SOURCE = "headgate-dead-source";

    /** W3C trace context. */
    public static final String TRACEPARENT = "traceparent";

    public static final String TRACESTATE = "tracestate";

    private HeaderNames() {}
}
