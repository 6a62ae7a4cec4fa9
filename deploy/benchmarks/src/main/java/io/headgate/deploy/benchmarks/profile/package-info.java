/** Where the time and the allocations of a process go, by its flight recording. */
@NullMarked
package io.headgate.deploy.benchmarks.profile;

import org.jspecify.annotations.NullMarked;
