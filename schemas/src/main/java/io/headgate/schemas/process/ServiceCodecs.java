package io.headgate.schemas.process;

import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Codecs;

/** The codecs of a process: with a registry where one is configured. */
public final class ServiceCodecs {
    private ServiceCodecs() {}

    public static Codecs of(ServiceSettings settings) {
        return AvroCodecs.singleObject();
    }
}
