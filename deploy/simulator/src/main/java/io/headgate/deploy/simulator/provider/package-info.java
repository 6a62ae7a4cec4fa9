/** A simulated provider: its name, prices, key and limits. */
@NullMarked
package io.headgate.deploy.simulator.provider;

import org.jspecify.annotations.NullMarked;
