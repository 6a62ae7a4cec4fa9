package io.headgate.worker.settle;

import io.headgate.schemas.catalog.Route.OnViolation;
import io.headgate.schemas.catalog.Route.ResponseSchema;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;

/** What is wrong with a reply though it is whole, and what becomes of it. It is billed in any case. */
public record Flaw(Failure failure, Remedy remedy) {
    /** What becomes of a reply that has a flaw. */
    public enum Remedy {
        /** Back to the router; when no other attempt is allowed, the request fails with it. */
        RETRY_OR_FAIL,
        /** Back to the router; when no other attempt is allowed, the client gets what there is. */
        RETRY_OR_DELIVER,
        /** The client gets it. */
        DELIVER,
        /** The request fails with it. */
        FAIL
    }

    /**
     * The answer breaks the contract of its route.
     *
     * @param seen where it breaks it; never text of the answer
     */
    public static Flaw ofContract(ResponseSchema schema, String seen) {
        Failure failure = new Failure(
                FailureCode.CONTRACT_VIOLATION,
                "the answer breaks response_schema " + schema.shown(),
                seen,
                "what " + schema.shown() + " allows");
        return new Flaw(failure, schema.onViolation() == OnViolation.DELIVER ? Remedy.DELIVER : Remedy.RETRY_OR_FAIL);
    }

    /**
     * The answer was cut at the cap on output.
     *
     * @param cap in tokens, all choices together
     */
    public static Flaw ofLength(long cap, Remedy remedy) {
        Failure failure = new Failure(
                FailureCode.OUTPUT_TRUNCATED,
                "the answer was cut at the cap on output; allow more with max_tokens",
                "finish_reason length after at most %d tokens".formatted(cap),
                "a whole answer");
        return new Flaw(failure, remedy);
    }
}
