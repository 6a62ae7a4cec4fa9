/** Which objects there are, and how they are joined. */
@NullMarked
package io.headgate.api.wiring;

import org.jspecify.annotations.NullMarked;
