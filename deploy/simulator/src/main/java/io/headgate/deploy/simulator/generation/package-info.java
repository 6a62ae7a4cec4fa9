/** The completion itself, free of any wire format: text, tool call, tokens. */
@NullMarked
package io.headgate.deploy.simulator.generation;

import org.jspecify.annotations.NullMarked;
