/**
 * Claims about layers and nets that are not numbers of one unit, computed from their definitions:
 * singular values, recursions in depth, bounds on covariances, gradients through pooling.
 */
package org.normprop.claim.structure;
