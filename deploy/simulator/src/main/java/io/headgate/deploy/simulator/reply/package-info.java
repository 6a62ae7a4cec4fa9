/** A reply as the edge is to play it, and what a fault makes of it. */
@NullMarked
package io.headgate.deploy.simulator.reply;

import org.jspecify.annotations.NullMarked;
