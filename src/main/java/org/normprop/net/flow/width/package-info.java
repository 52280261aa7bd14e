/**
 * What the mean over networks of n channels has besides the limit of many, to the order of 1/n:
 * {@link FiniteWidth}, with the way forward ({@link WidthForward}) and back ({@link WidthReturn}).
 * How averages over channels scatter is {@link KernelScatter}, and {@link ReturnScatter} for what
 * is sent back; the moments that they need of an activation are {@link ReadMoments}, the noise of
 * one average is {@link ReadNoise}, and waves along a plane stand for its places ({@link
 * PlaneModes}).
 */
package org.normprop.net.flow.width;
