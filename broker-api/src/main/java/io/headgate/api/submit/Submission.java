package io.headgate.api.submit;

import io.headgate.schemas.intake.Arrival;
import io.headgate.schemas.intake.IntakeReader;
import io.headgate.schemas.intake.RawRequest;
import io.headgate.schemas.intake.Taken;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.HeaderNames;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Takes a request in: read it as it is read from a topic, and write it to the log. Thread-safe. */
public final class Submission {
    private static final String PROJECT = "project";

    private final TenantCatalogs catalogs;
    private final IntakeReader reader;
    private final AdmissionLog log;
    private final InstantSource clock;

    public Submission(TenantCatalogs catalogs, IntakeReader reader, AdmissionLog log, InstantSource clock) {
        this.catalogs = catalogs;
        this.reader = reader;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Completes when it is known what became of it, normally; bounded in time. May block for about a second.
     *
     * @param headers those that a record may have, names in lower case
     */
    public CompletionStage<Submitted> submit(Map<String, String> headers, byte[] body) {
        Optional<String> missing = catalogs.missing();
        if (missing.isPresent()) {
            return CompletableFuture.completedStage(new Submitted.Unavailable(missing.get()));
        }
        Instant now = clock.instant();
        RawRequest raw = new RawRequest(new Arrival.OverHttp(now), () -> RequestIds.next(now), body, headers);
        return switch (reader.read(raw, catalogs, now)) {
            case Taken.Dead dead -> refused(dead.failure(), dead.field());
            case Taken.Attributed taken ->
                switch (taken.admission()) {
                    case InvalidRequest invalid -> refused(invalid.failure(), taken.field());
                    case InferenceRequest request ->
                        otherProject(headers, request)
                                .map(failure -> refused(failure, "tags.project"))
                                .orElseGet(() -> append(request, taken.trace()));
                };
        };
    }

    /** The header may be a key's: what the body says must not go before it, as it does with other tags. */
    private static Optional<Failure> otherProject(Map<String, String> headers, InferenceRequest request) {
        String named = headers.get(HeaderNames.TAG_PREFIX + PROJECT);
        String claimed = request.context().tags().get(PROJECT);
        return named == null || named.equals(claimed)
                ? Optional.empty()
                : Optional.of(new Failure(
                        FailureCode.TENANT_MISMATCH,
                        "The body names another project than the API key, or the header headgate-tag-project.",
                        claimed,
                        named));
    }

    private static CompletionStage<Submitted> refused(Failure failure, @Nullable String field) {
        return CompletableFuture.completedStage(new Submitted.Refused(failure, field));
    }

    private CompletionStage<Submitted> append(InferenceRequest request, TraceContext trace) {
        return log.append(request, trace).thenApply(appended -> switch (appended) {
            case AdmissionLog.Appended.Acknowledged() -> new Submitted.Accepted(request);
            case AdmissionLog.Appended.TooLarge(int seenBytes) -> new Submitted.Refused(tooLarge(seenBytes), "body");
            case AdmissionLog.Appended.Unavailable(String reason) -> new Submitted.Unavailable(reason);
        });
    }

    private static Failure tooLarge(int seenBytes) {
        return new Failure(
                FailureCode.BODY_TOO_LARGE,
                "The request is larger than a record of the cluster may be.",
                seenBytes + " bytes",
                "what max.message.bytes of the topic allows");
    }
}
