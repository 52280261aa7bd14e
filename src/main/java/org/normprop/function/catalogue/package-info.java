/** The activations there are, by family; {@link Activations} finds them by name. */
package org.normprop.function.catalogue;
