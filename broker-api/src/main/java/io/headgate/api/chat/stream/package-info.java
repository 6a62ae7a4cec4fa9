/** A reply that is shown while it comes: what was shown, and what is still to be. Plain Java and Jackson. */
@NullMarked
package io.headgate.api.chat.stream;

import org.jspecify.annotations.NullMarked;
