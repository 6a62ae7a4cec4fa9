/** The run: carries the plan out on a cluster, measures, and reports. */
@NullMarked
package io.headgate.deploy.acceptance.chaos.run;

import org.jspecify.annotations.NullMarked;
