/** Processes of their own for all that takes part, so that each one's CPU and memory can be told apart. */
@NullMarked
package io.headgate.deploy.benchmarks.jvm;

import org.jspecify.annotations.NullMarked;
