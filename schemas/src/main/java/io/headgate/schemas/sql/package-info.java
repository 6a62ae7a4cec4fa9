/** The tables: one list of migrations for all that Headgate keeps in Postgres, and how many rows are written at once. */
@NullMarked
package io.headgate.schemas.sql;

import org.jspecify.annotations.NullMarked;
