/** What is known of a request: read from the index. */
@NullMarked
package io.headgate.api.lookup;

import org.jspecify.annotations.NullMarked;
