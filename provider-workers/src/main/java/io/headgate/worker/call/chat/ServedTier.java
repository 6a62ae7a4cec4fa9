package io.headgate.worker.call.chat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.money.ServiceTier;

/** The tier that an OpenAI completion, or a chunk of one, says it was served at. */
public final class ServedTier {
    /** What OpenAI calls it, in requests and replies. */
    public static final String FIELD = "service_tier";

    private ServedTier() {}

    /** The ordinary price where it says nothing. */
    public static ServiceTier of(JsonNode reply) {
        return named(reply.path(FIELD).asText(""));
    }

    /**
     * By OpenAI's name: {@code default}, {@code flex}, which is billed at batch rates, {@code priority}, {@code scale} … A
     * server that repeats {@code auto} says nothing of how it chose.
     */
    private static ServiceTier named(String told) {
        return switch (told) {
            case "", "auto", "default" -> new ServiceTier.Standard();
            case "flex" -> new ServiceTier.Batch();
            default -> ServiceTier.Unquoted.of(told);
        };
    }

    /** OpenAI's name of a tier that another format tells. */
    static String nameOf(ServiceTier tier) {
        return switch (tier) {
            case ServiceTier.Standard() -> "default";
            case ServiceTier.Batch() -> "flex";
            case ServiceTier.Unquoted(String name) -> name;
        };
    }
}
