/** The service that looks at the books, records what is to be told, and sees that it is. */
@NullMarked
package io.headgate.metering.alert.service;

import org.jspecify.annotations.NullMarked;
