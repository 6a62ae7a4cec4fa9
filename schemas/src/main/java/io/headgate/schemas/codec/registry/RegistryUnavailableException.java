package io.headgate.schemas.codec.registry;

import org.jspecify.annotations.Nullable;

/** The schema registry could not be asked. Broken infrastructure: the same value may be read later, so try again. */
public final class RegistryUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
