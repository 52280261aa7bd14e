/**
 * The same runs on an Apache Spark cluster: {@link org.normprop.spark.Main} is what {@code
 * spark-submit} starts, {@link org.normprop.spark.Cluster} the place that commands have their work
 * done at, {@link org.normprop.spark.SparkRunner} what hands it out.
 *
 * <p>Alone in seeing {@code org.apache.spark} and {@code scala}, which are on the class path only
 * where Spark brings them; seen by nobody, and loaded by nothing else.
 */
package org.normprop.spark;
