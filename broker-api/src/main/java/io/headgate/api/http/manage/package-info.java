/** What is done with all that is kept of somebody. */
@NullMarked
package io.headgate.api.http.manage;

import org.jspecify.annotations.NullMarked;
