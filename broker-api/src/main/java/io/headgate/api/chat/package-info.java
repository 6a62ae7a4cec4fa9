/** Chat over HTTP: reading a client's body, following its request, telling its end. Plain Java and Jackson. */
@NullMarked
package io.headgate.api.chat;

import org.jspecify.annotations.NullMarked;
