/** What users say of answers. */
@NullMarked
package io.headgate.api.feedback;

import org.jspecify.annotations.NullMarked;
