/** What holds for each tenant: its settings in place of what the catalogue says of it. Plain Java, but for the feed. */
@NullMarked
package io.headgate.schemas.tenant;

import org.jspecify.annotations.NullMarked;
