/** Files in Postgres: a row for each, and its content in pieces. */
@NullMarked
package io.headgate.api.files.store;

import org.jspecify.annotations.NullMarked;
