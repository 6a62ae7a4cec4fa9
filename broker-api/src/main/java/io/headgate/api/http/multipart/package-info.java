/** Reading {@code multipart/form-data} as it comes, a piece at a time. */
@NullMarked
package io.headgate.api.http.multipart;

import org.jspecify.annotations.NullMarked;
