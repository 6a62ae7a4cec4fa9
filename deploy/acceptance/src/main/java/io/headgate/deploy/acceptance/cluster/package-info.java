/** A whole installation on this machine, each process of its own, to be killed, frozen and cut off. */
@NullMarked
package io.headgate.deploy.acceptance.cluster;

import org.jspecify.annotations.NullMarked;
