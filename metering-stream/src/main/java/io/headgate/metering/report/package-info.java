/** What people ask of the books. */
@NullMarked
package io.headgate.metering.report;

import org.jspecify.annotations.NullMarked;
