/** What each kind of rule looks for in what was seen. Pure. */
@NullMarked
package io.headgate.metering.alert.watch;

import org.jspecify.annotations.NullMarked;
