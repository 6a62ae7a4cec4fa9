package io.headgate.api.batches.input;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a file of requests, as OpenAI lists it in a batch's {@code errors}.
 *
 * @param code stable, for programs
 * @param message what is wrong, what was seen and what is allowed; nothing of a prompt
 * @param param the field at fault; null when it is none in particular
 * @param line from 1; null when it is the whole file
 */
public record LineError(
        String code,
        String message,
        @Nullable String param,
        @Nullable Integer line) {}
