/** Who administered what. */
@NullMarked
package io.headgate.api.access.audit;

import org.jspecify.annotations.NullMarked;
