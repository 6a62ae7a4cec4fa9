/** The native asynchronous face: requests one by one or in bulk, what became of them, events, cancels, webhooks. */
@NullMarked
package io.headgate.api.http.requests;

import org.jspecify.annotations.NullMarked;
