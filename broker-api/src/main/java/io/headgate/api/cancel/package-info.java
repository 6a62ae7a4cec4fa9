/** Ends requests early: only asks for it, whoever has custody closes. */
@NullMarked
package io.headgate.api.cancel;

import org.jspecify.annotations.NullMarked;
