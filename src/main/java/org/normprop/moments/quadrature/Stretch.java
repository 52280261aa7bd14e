package org.normprop.moments.quadrature;

/**
 * A part of the line to integrate over, on which functions are smooth but perhaps at its ends.
 *
 * @param integrand the functions
 * @param anchor what is to be added to the variable to have the place of which to speak
 * @param from its lower end
 * @param to its upper end; one of the two may be 0, where a singularity is best told from its
 *     neighbours
 */
public record Stretch(Integrand integrand, double anchor, double from, double to) {}
