/** What is the same for whoever is measured: broker, topics, simulated provider, dispatches in, results out. */
@NullMarked
package io.headgate.deploy.benchmarks.rig;

import org.jspecify.annotations.NullMarked;
