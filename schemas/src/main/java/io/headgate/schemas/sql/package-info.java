/** The tables: one list of migrations for all that Headgate keeps in Postgres. */
@NullMarked
package io.headgate.schemas.sql;

import org.jspecify.annotations.NullMarked;
