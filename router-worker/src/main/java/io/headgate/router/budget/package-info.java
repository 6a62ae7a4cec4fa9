/**
 * What a tenant may use, what it has used, and what its open attempts hold. Plain Java: decisions read a {@link
 * io.headgate.router.budget.Ledger} and return a {@link io.headgate.router.budget.Posting}; the edge applies it.
 */
@NullMarked
package io.headgate.router.budget;

import org.jspecify.annotations.NullMarked;
