/** Files that tenants upload and batches write: kept whole or not at all, read piece by piece. */
@NullMarked
package io.headgate.api.files;

import org.jspecify.annotations.NullMarked;
