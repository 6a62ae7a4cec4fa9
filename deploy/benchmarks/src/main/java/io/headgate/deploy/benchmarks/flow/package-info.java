/** The flow benchmark: the whole of Headgate, from a request's record to its result and its row in the books. */
@NullMarked
package io.headgate.deploy.benchmarks.flow;

import org.jspecify.annotations.NullMarked;
