package io.headgate.metering.alert;

import io.headgate.schemas.message.Alert;
import org.jspecify.annotations.Nullable;

/**
 * How it is with a condition now.
 *
 * @param window the time it is told once in
 * @param begins whether each window begins anew, as a budget's month does: what was told of an earlier one is then over
 * @param measured null when nothing was
 * @param what what is seen and what to do, in English
 */
public record Reading(
        Condition condition,
        Alert.Window window,
        boolean begins,
        Verdict verdict,
        Alert.@Nullable Measurement measured,
        String what) {}
