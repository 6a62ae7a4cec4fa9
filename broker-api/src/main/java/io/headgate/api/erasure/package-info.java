/** Erasing what is kept of a tenant or of a person, and saying what is not in our hands. */
@NullMarked
package io.headgate.api.erasure;

import org.jspecify.annotations.NullMarked;
