package io.headgate.worker.redact;

/**
 * What is looked for at every place of a text.
 *
 * @param entity as the catalogue names it
 */
record Sought(String entity, Finder finder) {}
