/** How a webhook is told: signed, at an address that may be called, again and again until it has it or a day is over. */
@NullMarked
package io.headgate.schemas.webhook;

import org.jspecify.annotations.NullMarked;
