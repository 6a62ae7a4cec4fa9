package io.headgate.api.replay;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.BatchId;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.message.FailureCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which failed requests of a tenant are meant: those that all of it holds for. What is empty or null holds for all.
 *
 * @param requests by id
 * @param since ended at this moment or later; null for any time
 * @param until ended before this moment; null for any time
 * @param codes why they failed at last: one of these
 * @param alias what they asked for
 * @param provider of the last attempt
 * @param model Headgate's name of the last attempt's model
 * @param batch that they are part of
 * @param tags each with this value
 */
public record FailureFilter(
        List<RequestId> requests,
        @Nullable Instant since,
        @Nullable Instant until,
        Set<FailureCode> codes,
        @Nullable Alias alias,
        @Nullable ProviderName provider,
        @Nullable ModelName model,
        @Nullable BatchId batch,
        Map<String, String> tags) {
    public FailureFilter {
        requests = List.copyOf(requests);
        codes = Set.copyOf(codes);
        tags = Map.copyOf(tags);
    }

    /** Whether it holds for every failure that the tenant ever had. */
    public boolean isEmpty() {
        return requests.isEmpty()
                && since == null
                && until == null
                && codes.isEmpty()
                && alias == null
                && provider == null
                && model == null
                && batch == null
                && tags.isEmpty();
    }
}
