/** What a wire format has to supply; one package below for each. */
@NullMarked
package io.headgate.deploy.simulator.wire;

import org.jspecify.annotations.NullMarked;
