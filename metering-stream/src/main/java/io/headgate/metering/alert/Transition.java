package io.headgate.metering.alert;

import io.headgate.schemas.message.Alert;

/** What is to be told of a condition: that it begins, or that it is over. */
public record Transition(Condition condition, Alert alert) {}
