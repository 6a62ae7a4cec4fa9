package io.headgate.schemas.token;

/** Says how many tokens a text is, about. Thread-safe; bounded in work however long the text. */
@FunctionalInterface
public interface TokenEstimator {
    long tokens(String text);
}
