/** Anthropic's messages API. */
@NullMarked
package io.headgate.deploy.simulator.wire.anthropic;

import org.jspecify.annotations.NullMarked;
