package io.headgate.metering.alert;

import io.headgate.schemas.message.Alert;
import org.jspecify.annotations.Nullable;

/**
 * An alert that was raised before.
 *
 * @param open whether it has not been resolved
 * @param message what was told when it was raised
 * @param measured what was measured then
 */
public record KnownAlert(
        String id,
        Condition condition,
        Alert.Window window,
        boolean open,
        String message,
        Alert.@Nullable Measurement measured) {}
