/**
 * What is told of a layer ({@link LayerStatistics}), and how places of an input go together ({@link
 * PlaneCorrelation}).
 */
package org.normprop.net.flow.statistics;
