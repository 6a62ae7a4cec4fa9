/** The tables in Postgres, by migrations that every process that writes there applies. */
@NullMarked
package io.headgate.schemas.sql;

import org.jspecify.annotations.NullMarked;
