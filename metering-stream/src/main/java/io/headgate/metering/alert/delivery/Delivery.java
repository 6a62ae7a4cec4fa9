package io.headgate.metering.alert.delivery;

import io.headgate.schemas.message.Alert;
import io.headgate.schemas.webhook.Outcome;

/** A way to tell somebody of an alert. Thread-safe. */
@FunctionalInterface
public interface Delivery {
    /** Tries once; blocks for seconds at most, and does not throw. */
    Outcome deliver(Alert alert);
}
