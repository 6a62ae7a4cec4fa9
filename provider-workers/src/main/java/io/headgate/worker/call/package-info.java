/** One upstream call: what is asked, and the closed set of ways it can end. */
@NullMarked
package io.headgate.worker.call;

import org.jspecify.annotations.NullMarked;
