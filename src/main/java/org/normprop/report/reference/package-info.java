/**
 * Reference pages that are printed from the code, so that they cannot say anything else: {@link
 * Definitions} (what words mean, also with a unit's own numbers), {@link ActivationsPage} (every
 * activation and what others call it).
 */
package org.normprop.report.reference;
