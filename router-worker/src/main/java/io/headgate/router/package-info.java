/** The router: takes requests in, admits each once, chooses who answers. Its beans exist only in the router's role. */
@Configuration
@Requires(property = "headgate.roles.router", value = "true")
@NullMarked
package io.headgate.router;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
