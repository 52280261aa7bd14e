/**
 * Networks as values: the notation ({@link Architecture}), what normalises them ({@link Recipe}),
 * the layers that come of both ({@link Plan}).
 */
package org.normprop.net.graph;
