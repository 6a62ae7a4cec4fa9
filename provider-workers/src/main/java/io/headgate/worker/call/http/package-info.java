/** HTTP to providers: bounded in time and size, never redirected, never to an address it must not reach. */
@NullMarked
package io.headgate.worker.call.http;

import org.jspecify.annotations.NullMarked;
