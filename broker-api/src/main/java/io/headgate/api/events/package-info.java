/** What happens to a request, or to all of a tenant, told to somebody who follows it, as server-sent events. */
@NullMarked
package io.headgate.api.events;

import org.jspecify.annotations.NullMarked;
