package io.headgate.api.submit;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.telemetry.TraceContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes a request in: read it, check it against the catalogue, write it to the log. Thread-safe. */
public final class Submission {
    private final CatalogSource catalogue;
    private final RequestReader reader;
    private final AdmissionLog log;
    private final InstantSource clock;

    public Submission(CatalogSource catalogue, RequestReader reader, AdmissionLog log, InstantSource clock) {
        this.catalogue = catalogue;
        this.reader = reader;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Completes when it is known what became of it, normally; bounded in time. May block for about a second.
     *
     * @param headers the {@code headgate-*} headers, names in lower case
     */
    public CompletionStage<Submitted> submit(Map<String, String> headers, byte[] body, TraceContext trace) {
        Incoming incoming = new Incoming(headers, body, clock.instant());
        Optional<Catalogue> inForce = inForce();
        if (inForce.isEmpty()) {
            return CompletableFuture.completedStage(new Submitted.Unavailable("no catalogue has been published yet"));
        }
        return switch (reader.read(incoming, inForce.get())) {
            case RequestReader.Read.Unreadable(Failure failure, String param) ->
                CompletableFuture.completedStage(new Submitted.Refused(failure, param));
            case RequestReader.Read.Readable(InferenceRequest request) -> append(request, inForce.get(), trace);
        };
    }

    /** Empty until the first catalogue has come. */
    private Optional<Catalogue> inForce() {
        try {
            return Optional.of(catalogue.current());
        } catch (IllegalStateException noneYet) {
            return Optional.empty();
        }
    }

    private CompletionStage<Submitted> append(InferenceRequest request, Catalogue inForce, TraceContext trace) {
        Optional<Submitted.Refused> refused = CatalogueCheck.refusal(request, inForce);
        if (refused.isPresent()) {
            return CompletableFuture.completedStage(refused.get());
        }
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
