/** Corrections of the books, and their comparison with what providers bill. */
@NullMarked
package io.headgate.deploy.cli.books;

import org.jspecify.annotations.NullMarked;
