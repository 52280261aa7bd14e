/** Formulas for moments, each beside the name of the unit that it holds for. */
package org.normprop.moments.closed;
