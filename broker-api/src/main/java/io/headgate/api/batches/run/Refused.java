package io.headgate.api.batches.run;

import io.headgate.schemas.message.Failure;

/** A line that was refused before it became a request. */
public record Refused(int line, Failure failure) {}
