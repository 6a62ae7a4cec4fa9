/** What an attempt's end means for the request: which events are written. Pure. */
@NullMarked
package io.headgate.worker.settle;

import org.jspecify.annotations.NullMarked;
