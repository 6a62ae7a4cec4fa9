package io.headgate.schemas.catalog;

/** What happens to a parameter of a request that a provider's format or dialect does not have. */
public enum Unsupported {
    /** The request is not sent there, and goes to another candidate whole. */
    STRICT,
    /** It is left out, and the result names it. What is of the prompt is never left out. */
    DROP
}
