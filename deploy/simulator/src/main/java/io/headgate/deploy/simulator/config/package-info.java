/** The configuration file and the behaviour documents, read strictly. */
@NullMarked
package io.headgate.deploy.simulator.config;

import org.jspecify.annotations.NullMarked;
