/** The door: which caller an HTTP request comes from, and whether it may have what it asks for. */
@NullMarked
package io.headgate.api.http.access;

import org.jspecify.annotations.NullMarked;
