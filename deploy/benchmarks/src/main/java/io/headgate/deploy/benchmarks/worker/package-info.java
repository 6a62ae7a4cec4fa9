/** The worker benchmark: one scenario a measurement. */
@NullMarked
package io.headgate.deploy.benchmarks.worker;

import org.jspecify.annotations.NullMarked;
