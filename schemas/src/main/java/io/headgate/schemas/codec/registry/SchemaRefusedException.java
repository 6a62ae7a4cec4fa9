package io.headgate.schemas.codec.registry;

/** The registry refused to register a schema: its compatibility rule says that it would break readers. */
public final class SchemaRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemaRefusedException(String message) {
        super(message);
    }
}
