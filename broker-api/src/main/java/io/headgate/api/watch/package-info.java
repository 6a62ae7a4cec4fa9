/** Following requests while they are served. */
@NullMarked
package io.headgate.api.watch;

import org.jspecify.annotations.NullMarked;
