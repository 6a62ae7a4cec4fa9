package io.headgate.api.access.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log, as programs read it.
 *
 * @param seq counts up; not without gaps
 * @param at ISO 8601, UTC
 * @param before JSON
 * @param after JSON
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditRow(
        long seq,
        String at,
        String actor,
        String via,
        String action,
        String subject,
        @Nullable String tenant,
        @JsonRawValue @Nullable String before,
        @JsonRawValue @Nullable String after) {}
