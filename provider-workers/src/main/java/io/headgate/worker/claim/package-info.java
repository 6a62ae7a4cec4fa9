/** What has been taken and completed of a partition, and how that survives a restart. Pure. */
@NullMarked
package io.headgate.worker.claim;

import org.jspecify.annotations.NullMarked;
