/** The index of requests in Postgres: a projection of the topics, written by one consumer group. */
@NullMarked
package io.headgate.api.index;

import org.jspecify.annotations.NullMarked;
