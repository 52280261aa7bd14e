/**
 * The random numbers that samples are made of. In reading order: {@link
 * org.normprop.moments.sample.planes.Planes}, a plane a coordinate of a chunk; {@link
 * org.normprop.moments.sample.planes.NormalMatrix}, the independent ones; then scrambled Sobol
 * points: how many ({@link org.normprop.moments.sample.planes.SobolLayout}), which ({@link
 * org.normprop.moments.sample.planes.SobolNet}), turned so that their best coordinates move the
 * most ({@link org.normprop.moments.sample.planes.Rotation}), and planes made of them ({@link
 * org.normprop.moments.sample.planes.SobolPlanes}).
 */
package org.normprop.moments.sample.planes;
