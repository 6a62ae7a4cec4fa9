/** When somebody is told: rules, what was seen, and what was told before make what is to be told. Pure. */
@NullMarked
package io.headgate.metering.alert;

import org.jspecify.annotations.NullMarked;
