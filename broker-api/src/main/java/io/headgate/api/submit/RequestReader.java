package io.headgate.api.submit;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.InferenceRequest;
import org.jspecify.annotations.Nullable;

/** Reads what came in, strictly, into a normalised request. Thread-safe. */
public interface RequestReader {
    /** Any bytes are an answer; {@code catalogue} gives the caps and the defaults. */
    Read read(Incoming incoming, Catalogue catalogue);

    /** A request, or why there is none. */
    sealed interface Read {
        record Readable(InferenceRequest request) implements Read {}

        /**
         * Cannot be read.
         *
         * @param param which field or header is at fault, null when none in particular
         */
        record Unreadable(Failure failure, @Nullable String param) implements Read {}
    }
}
