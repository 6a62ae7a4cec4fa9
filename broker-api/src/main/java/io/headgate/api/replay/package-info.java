/** Sending again what failed: which requests, what it may cost, and what each becomes. Pure. */
@NullMarked
package io.headgate.api.replay;

import org.jspecify.annotations.NullMarked;
