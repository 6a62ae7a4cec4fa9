/** A server that plays LLM providers. Start reading at {@link io.headgate.deploy.simulator.Simulator}. */
@NullMarked
package io.headgate.deploy.simulator;

import org.jspecify.annotations.NullMarked;
