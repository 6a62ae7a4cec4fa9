/** From topics into Postgres: what is booked and up to where are one transaction, so nothing is booked twice. */
@NullMarked
package io.headgate.metering.sink;

import org.jspecify.annotations.NullMarked;
