/**
 * Formulas for moments, each beside the name of the unit that it holds for. {@link ClosedForm} is
 * the door; activations, dropout and windows have a file each.
 */
package org.normprop.moments.closed;
