/** What a routing decision takes. */
@NullMarked
package io.headgate.deploy.benchmarks.router;

import org.jspecify.annotations.NullMarked;
