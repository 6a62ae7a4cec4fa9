package io.headgate.schemas.intake;

import io.headgate.schemas.message.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with what a client sent.
 *
 * @param field the field or header at fault, as the client knows it; null when it is none in particular
 */
record Fault(Failure failure, @Nullable String field) {}
