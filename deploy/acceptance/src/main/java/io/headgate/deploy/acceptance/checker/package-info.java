/**
 * The checker: reads an installation's topics, books and the simulated providers' ledger, and judges what Headgate
 * promises. It shares no code with what it checks, so that one mistake is not made on both sides: it knows no other
 * package of Headgate, decodes messages by their schemas alone, and does its own arithmetic.
 */
@NullMarked
package io.headgate.deploy.acceptance.checker;

import org.jspecify.annotations.NullMarked;
