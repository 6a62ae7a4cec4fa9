/** The worker role in a Micronaut process: configuration, start, health. */
@NullMarked
package io.headgate.worker.wiring;

import org.jspecify.annotations.NullMarked;
