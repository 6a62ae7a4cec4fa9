/** Intake: reads whatever clients publish into a normalised request, or into the reason why not. */
@NullMarked
package io.headgate.router.intake;

import org.jspecify.annotations.NullMarked;
