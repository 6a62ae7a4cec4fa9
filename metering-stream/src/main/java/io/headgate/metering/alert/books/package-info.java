/** Alerts in Postgres: what is seen in the books, what was told, and what is still to be delivered. */
@NullMarked
package io.headgate.metering.alert.books;

import org.jspecify.annotations.NullMarked;
