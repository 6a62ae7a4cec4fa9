/** The pure machines of all services, in one thread, under a clock, a log and providers that a seed decides about. */
@NullMarked
package io.headgate.deploy.acceptance.simulation;

import org.jspecify.annotations.NullMarked;
