/** The topics: the one list that provisioning, checks and AsyncAPI come from. */
@NullMarked
package io.headgate.schemas.topic;

import org.jspecify.annotations.NullMarked;
