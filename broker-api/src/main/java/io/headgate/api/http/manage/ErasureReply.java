package io.headgate.api.http.manage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.headgate.api.erasure.Leftover;
import io.headgate.api.erasure.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was erased, or would be.
 *
 * @param id of the erasure; left out when it was a dry run
 * @param user left out when the whole tenant is meant
 * @param erased how many of each kind
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErasureReply(
        String object,
        @Nullable String id,
        String tenant,
        @Nullable String user,
        @JsonProperty("dry_run") boolean dryRun,
        Map<String, Long> erased,
        @JsonProperty("not_erased") List<NotErased> notErased) {
    /**
     * What stays.
     *
     * @param keptFor ISO 8601; left out where it is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record NotErased(
            String where,
            String holds,
            @JsonProperty("kept_for") @Nullable String keptFor,
            String until) {
        static NotErased of(Leftover leftover) {
            Duration keptFor = leftover.keptFor();
            return new NotErased(
                    leftover.where(), leftover.holds(), keptFor == null ? null : keptFor.toString(), leftover.until());
        }
    }

    static ErasureReply of(@Nullable String id, Subject subject, Map<String, Long> counts, List<Leftover> leftovers) {
        return new ErasureReply(
                "erasure",
                id,
                subject.tenant().value(),
                subject.user() == null ? null : subject.user().value(),
                id == null,
                counts,
                leftovers.stream().map(NotErased::of).toList());
    }
}
