/** What lies in the topics and nobody has taken on. */
@NullMarked
package io.headgate.metering.alert.backlog;

import org.jspecify.annotations.NullMarked;
