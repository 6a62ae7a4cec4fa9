/** Metering: attempts become lines of the rollups and rows of the ledger, each exactly once. */
@Configuration
@Requires(property = "headgate.roles.metering", value = "true")
@NullMarked
package io.headgate.metering;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
