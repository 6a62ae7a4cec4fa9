/** What happens to one request, told to somebody who follows it, as server-sent events. */
@NullMarked
package io.headgate.api.events;

import org.jspecify.annotations.NullMarked;
