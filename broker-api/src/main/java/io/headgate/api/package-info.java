/**
 * The HTTP face. Its controllers and beans exist only in a process that has the role: {@code headgate.roles.api=true}.
 */
@Configuration
@Requires(property = "headgate.roles.api", value = "true")
@NullMarked
package io.headgate.api;

import io.micronaut.context.annotation.Configuration;
import io.micronaut.context.annotation.Requires;
import org.jspecify.annotations.NullMarked;
