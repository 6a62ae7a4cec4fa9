package io.headgate.schemas.process;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.registry.RegistryClient;
import io.headgate.schemas.codec.registry.RegistryConfig;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The codecs of a process: with a registry where one is configured. */
public final class ServiceCodecs {
    private ServiceCodecs() {}

    /** @param schemaRegistry its URL, null for none */
    public static Codecs of(@Nullable String schemaRegistry) {
        if (schemaRegistry == null) {
            return AvroCodecs.singleObject();
        }
        try {
            return AvroCodecs.confluent(new RegistryClient(RegistryConfig.open(URI.create(schemaRegistry))));
        } catch (IllegalArgumentException notAnAddress) {
            throw new OptionError("--schema-registry: seen '%s', allowed the URL of a registry (%s)"
                    .formatted(schemaRegistry, notAnAddress.getMessage()));
        }
    }
}
