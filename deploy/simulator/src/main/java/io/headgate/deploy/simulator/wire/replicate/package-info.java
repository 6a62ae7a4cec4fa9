/** Replicate's predictions. */
@NullMarked
package io.headgate.deploy.simulator.wire.replicate;

import org.jspecify.annotations.NullMarked;
