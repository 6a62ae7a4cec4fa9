/** Metering as beans of a Micronaut process. */
@NullMarked
package io.headgate.metering.wiring;

import org.jspecify.annotations.NullMarked;
