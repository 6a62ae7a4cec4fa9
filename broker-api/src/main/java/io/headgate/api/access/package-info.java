/** Who may do what: callers, scopes, keys. */
@NullMarked
package io.headgate.api.access;

import org.jspecify.annotations.NullMarked;
