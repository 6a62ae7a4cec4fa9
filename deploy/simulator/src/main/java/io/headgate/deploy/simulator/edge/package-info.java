/** Netty: connections, calls in progress, and the control pages below /_sim. */
@NullMarked
package io.headgate.deploy.simulator.edge;

import org.jspecify.annotations.NullMarked;
