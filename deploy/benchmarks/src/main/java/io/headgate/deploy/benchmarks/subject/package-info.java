/** The programs that are measured and those they need: each a main class that takes orders on its input. */
@NullMarked
package io.headgate.deploy.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
