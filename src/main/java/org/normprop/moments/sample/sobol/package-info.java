/**
 * Scrambled Sobol points: how many ({@link org.normprop.moments.sample.sobol.SobolLayout}), which
 * ({@link org.normprop.moments.sample.sobol.SobolNet}), turned so that their best coordinates move
 * the most ({@link org.normprop.moments.sample.sobol.Rotation}), and planes of normals made of them
 * ({@link org.normprop.moments.sample.sobol.SobolPlanes}).
 */
package org.normprop.moments.sample.sobol;
