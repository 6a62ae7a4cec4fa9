package io.headgate.api.meters;

import io.headgate.api.submit.AdmissionLog;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.telemetry.TraceContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A log that tells how long Kafka takes to have a request, and whether it had it. */
public final class TimedAdmissionLog implements AdmissionLog {
    /** By {@code outcome}: acknowledged, too_large, unavailable. */
    static final String SUBMITS = "headgate.api.submits";

    private final AdmissionLog log;
    private final Timer acknowledged;
    private final Timer tooLarge;
    private final Timer unavailable;

    private TimedAdmissionLog(AdmissionLog log, MeterRegistry registry) {
        this.log = log;
        this.acknowledged = timer(registry, "acknowledged");
        this.tooLarge = timer(registry, "too_large");
        this.unavailable = timer(registry, "unavailable");
    }

    /** The log itself where nothing is counted. */
    public static AdmissionLog of(AdmissionLog log, @Nullable MeterRegistry registry) {
        return registry == null ? log : new TimedAdmissionLog(log, registry);
    }

    @Override
    public CompletionStage<Appended> append(InferenceRequest request, TraceContext trace) {
        long began = System.nanoTime();
        return log.append(request, trace).thenApply(appended -> {
            timer(appended).record(Duration.ofNanos(System.nanoTime() - began));
            return appended;
        });
    }

    private Timer timer(Appended appended) {
        return switch (appended) {
            case Appended.Acknowledged() -> acknowledged;
            case Appended.TooLarge tooLargeOne -> tooLarge;
            case Appended.Unavailable unavailableOne -> unavailable;
        };
    }

    private static Timer timer(MeterRegistry registry, String outcome) {
        return Timer.builder(SUBMITS).tag("outcome", outcome).register(registry);
    }
}
