/** What Headgate does in a second, beside what could be done on the same machine in the same run. */
@NullMarked
package io.headgate.deploy.benchmarks;

import org.jspecify.annotations.NullMarked;
