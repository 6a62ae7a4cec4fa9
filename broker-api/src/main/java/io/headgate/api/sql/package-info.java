/** Plain statements to Postgres, where whole rows are written or deleted and nobody needs objects of them. */
@NullMarked
package io.headgate.api.sql;

import org.jspecify.annotations.NullMarked;
