/** How a simulated provider behaves: how long it takes, and what it does wrong. */
@NullMarked
package io.headgate.deploy.simulator.behaviour;

import org.jspecify.annotations.NullMarked;
