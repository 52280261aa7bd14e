/**
 * Any model: an ONNX file read, run and foretold. In reading order:
 *
 * <ul>
 *   <li>{@code read}: the file as a message, checked, and the graph in it
 *   <li>{@code operator}: what operators do to shapes, constants and single numbers
 *   <li>{@code measure}: every tensor by samples, through ONNX Runtime
 *   <li>{@code predict}: every tensor by constants, a fold over the graph with a rule an operator
 *   <li>{@code write}: changed weights, and networks of ours as models
 * </ul>
 *
 * <p>It sees {@code function}, {@code table}, {@code io} and {@code net.compute}; the graph of our
 * own networks ({@code net.graph}) only in {@code write}. ONNX Runtime is loaded by {@code measure}
 * alone, at its first use.
 */
package org.normprop.net.onnx;
