package io.headgate.api.http.requests;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The reply to a request that was taken in.
 *
 * @param status always {@code accepted}
 * @param statusUrl where its state is found, relative to the server
 */
public record AcceptedReply(
        String id,
        String tenant,
        String status,
        @JsonProperty("correlation_id") String correlationId,
        @JsonProperty("status_url") String statusUrl) {}
