/** From the outbox to topic and webhooks: at least once, never blocking, given up in the end. */
@NullMarked
package io.headgate.metering.alert.delivery;

import org.jspecify.annotations.NullMarked;
