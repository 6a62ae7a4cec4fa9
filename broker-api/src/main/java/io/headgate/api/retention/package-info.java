/** Deleting what has been kept for as long as it is to be kept. */
@NullMarked
package io.headgate.api.retention;

import org.jspecify.annotations.NullMarked;
