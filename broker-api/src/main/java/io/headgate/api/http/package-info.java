/** Routes, replies and errors as clients see them. */
@NullMarked
package io.headgate.api.http;

import org.jspecify.annotations.NullMarked;
