/** Provider workers: dispatches in, results and attempts out, each exactly once. Start reading at ProviderWorkers. */
@Configuration
@Requires(property = "headgate.roles.worker", value = "true")
@NullMarked
package io.headgate.worker;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
