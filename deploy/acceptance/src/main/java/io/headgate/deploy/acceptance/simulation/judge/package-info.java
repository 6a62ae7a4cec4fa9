/** What has to hold of a world, by arithmetic of its own over what is on the log. */
@NullMarked
package io.headgate.deploy.acceptance.simulation.judge;

import org.jspecify.annotations.NullMarked;
